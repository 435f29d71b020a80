"""The command `hotline`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from actions.errors import BadInput, HotlineError
from api.settings import Settings

app = typer.Typer(
    help="12368 诉讼服务热线律师助手",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
keys = typer.Typer(help="封存个人数据的密钥", no_args_is_help=True)
app.add_typer(keys, name="keys")
knowledge = typer.Typer(help="知识库：法院自己的问答", no_args_is_help=True)
app.add_typer(knowledge, name="knowledge")
statutes = typer.Typer(help="公布的法律、司法解释文本", no_args_is_help=True)
app.add_typer(statutes, name="statutes")
audit = typer.Typer(help="审计记录", no_args_is_help=True)
app.add_typer(audit, name="audit")
console = Console(stderr=True, highlight=False)
out = Console(highlight=False)

Host = Annotated[str, typer.Option(help="监听地址")]
Port = Annotated[int, typer.Option(help="监听端口")]
Demo = Annotated[bool, typer.Option("--demo", help="载入虚构的法院、律师和案件")]


@app.command()
def serve(demo: Demo = False, host: Host = "127.0.0.1", port: Port = 8000) -> None:
    """启动整个系统。"""
    from api.commands.serve import serve as run

    run(_settings(demo), host, port)


@app.command("import")
def import_(file: Annotated[Path, typer.Argument(help="法院数据文件，每行一条 JSON")]) -> None:
    """导入法院数据。"""
    from api.commands.importing import import_file

    raise typer.Exit(import_file(_settings(False), file, out))


@knowledge.command("import")
def import_knowledge(file: Annotated[Path, typer.Argument(help="法院自己的问答，每行一条 JSON")]) -> None:
    """导入法院自己的问答；同一个文件再导入一次，什么也不变。"""
    from api.commands.knowledge import import_knowledge as run

    raise typer.Exit(run(_settings(False), file, out))


@knowledge.command("weigh")
def weigh_knowledge() -> None:
    """用知识库自己的问法重算怎样认条目、多大把握才回答。"""
    from api.commands.knowledge import weigh_knowledge as run

    run(_settings(False), out)


@app.command()
def parse(
    text: Annotated[str | None, typer.Argument(help="一句话；不给则从标准输入读 JSON Lines")] = None,
    modality: Annotated[str, typer.Option(help="text 或 voice")] = "text",
    today: Annotated[str | None, typer.Option(help="今天的日期 YYYY-MM-DD")] = None,
) -> None:
    """只做理解：一句话说的是哪项功能、哪个案件、多少钱、哪一天。"""
    from api.commands.parsing import parse as run

    raise typer.Exit(run(_settings(False), text, modality, today))


As = Annotated[str | None, typer.Option("--as", help="替哪位演示律师核验身份（只在演示里）")]
Say = Annotated[Path | None, typer.Option("--say", help="照文件一行一行说，打印对话记录")]


@app.command()
def chat(demo: Demo = True, name: As = None, say: Say = None) -> None:
    """在终端里和机器人对话：有正在运行的系统就和它说，没有就启动一个。"""
    from api.commands.terminal import chat as run

    run(_settings(demo), name, say)


@app.command()
def call(demo: Demo = True, name: As = None, say: Say = None) -> None:
    """在终端里当一回打电话的人：看它说什么，回话或按键。"""
    from api.commands.terminal import call as run

    run(_settings(demo), name, say)


@app.command()
def train() -> None:
    """训练理解模型（训练数据没有变化就什么也不做）。"""
    from api.assistant.model import less_good
    from api.commands.parsing import prepared_model

    console.print(f"模型：{prepared_model(_settings(False))}")
    if lacking := less_good():
        console.print(lacking)


@app.command()
def evaluate(
    files: Annotated[list[Path] | None, typer.Argument(help="标注好的句子，JSON Lines")] = None,
    against: Annotated[Path | None, typer.Option(help="对照的另一个模型文件")] = None,
    knowledge: Annotated[list[Path] | None, typer.Option(help="标注好的问题，衡量知识库")] = None,
    hands: Annotated[
        bool, typer.Option("--knowledge-by-hand", help="知识库：每一手的问题用没见过这一手的索引来找")
    ] = False,
    folder: Annotated[Path | None, typer.Option("--out", help="报告写到哪个文件夹")] = None,
) -> None:
    """用标注好的句子衡量理解：准确率、校准、要素、混淆；带位置的句子衡量动作和值。"""
    from api.commands.evaluating import evaluate as run
    from api.commands.evaluation.placing import evaluate_in_place, is_placed

    settings = _settings(False)
    into = folder or settings.data_dir / "evaluation"
    if hands:
        from api.commands.knowledge import evaluate_by_hand

        evaluate_by_hand(settings, into, out)
    elif knowledge:
        from api.commands.evaluation.knowing import evaluate_knowledge

        evaluate_knowledge(settings, knowledge, into, out)
    elif not files:
        raise BadInput("请给出标注文件。")
    elif is_placed(files):
        evaluate_in_place(settings, files, into, out)
    else:
        run(settings, files, against, into, out)


@app.command()
def weigh(
    hands: Annotated[bool, typer.Option("--by-hand", help="不写权重，只看留出几手时分得对不对")] = False,
    folder: Annotated[Path | None, typer.Option("--out", help="报告写到哪个文件夹")] = None,
) -> None:
    """按标注好的（位置，一句话）重算权重。"""
    from api.commands.weighing import by_hand
    from api.commands.weighing import weigh as run

    if hands:
        settings = _settings(False)
        by_hand(settings, folder or settings.data_dir / "evaluation", out)
    else:
        out.print(run(_settings(False)))


@app.command()
def ablate(
    files: Annotated[list[Path], typer.Argument(help="留出的标注句子，JSON Lines")],
    folder: Annotated[Path | None, typer.Option("--out", help="报告写到哪个文件夹")] = None,
) -> None:
    """逐项比较：理解的每一部分各有多少用处。"""
    from api.commands.ablating import ablate as run

    settings = _settings(False)
    run(settings, files, folder or settings.data_dir / "evaluation", out)


@app.command()
def bench(
    files: Annotated[list[Path] | None, typer.Argument(help="标注好的句子，JSON Lines：量理解的速度")] = None,
    lines: Annotated[int, typer.Option(help="试导入多少行；0 是不试")] = 50_000,
    start: Annotated[bool, typer.Option("--start", help="量两次启动，各部分用了多久")] = False,
    base: Annotated[bool, typer.Option("--knowledge", help="量知识库备好和一问用了多久")] = False,
) -> None:
    """在这台机器上量一量启动、导入、理解和知识库的速度。"""
    from api.commands.bench import bench as run

    run(_settings(False), files or [], lines, start, base, out)


@statutes.command("import")
def import_statutes(
    folder: Annotated[Path, typer.Argument(help="文件夹，里面是 .md、.txt、.docx")],
    source: Annotated[str, typer.Option(help="文件里没有写来源的，都算这个来源")] = "",
) -> None:
    """导入公布的法律文本，查法条时引用原文。"""
    from api.commands.statutes import import_folder

    raise typer.Exit(import_folder(_settings(False), folder, source, out))


@app.command()
def chaos(
    short: Annotated[bool, typer.Option("--short", help="短的一遍，一分多钟")] = False,
    only: Annotated[list[str] | None, typer.Option(help="sqlite 或 postgresql；不写两种都试")] = None,
    postgres: Annotated[
        str | None, typer.Option(envvar="HOTLINE_TEST_POSTGRES", help="可以建库的 PostgreSQL 网址")
    ] = None,
    page: Annotated[Path | None, typer.Option("--out", help="写到哪个文件")] = None,
    row: Annotated[
        list[str] | None, typer.Option(help="只跑这一行，例如 looks；其余各行照旧留在页上")
    ] = None,
) -> None:
    """在本机起一套服务，让它出各种故障、受各种攻击，看不丢、不重、不放行是不是都成立。"""
    from api.commands.chaos.table import DATABASES, PAGE, Wanted
    from api.commands.chaos.table import chaos as run

    wanted = Wanted(only or DATABASES, short, frozenset(row or ()))
    raise typer.Exit(run(wanted, postgres, page or PAGE, out))


@app.command()
def backup(file: Annotated[Path, typer.Argument(help="写到哪个文件（.tar.gz）")]) -> None:
    """备份整个数据库和上传的材料；运行中也可以。密钥文件另行保管。"""
    from api.commands.keeping import backup as run

    run(_settings(False), file, out)


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="备份文件")],
    replace: Annotated[bool, typer.Option("--replace", help="覆盖现有的数据")] = False,
) -> None:
    """从备份恢复；先停下服务。"""
    from api.commands.keeping import restore as run

    run(_settings(False), file, replace, out)


@app.command()
def retention(
    apply: Annotated[bool, typer.Option("--apply", help="真的删除；不写只数一数")] = False,
    lawyer: Annotated[str | None, typer.Option(help="按这位律师的要求删他的（执业证号）")] = None,
) -> None:
    """到期的数据：先看有多少，再删。"""
    from api.commands.keeping import retention as run

    run(_settings(False), apply, lawyer, out)


@keys.command()
def rotate() -> None:
    """换一把新密钥，把封存的内容逐批重封；服务不用停。"""
    from api.commands.keeping import rotate_keys

    rotate_keys(_settings(False), out)


@audit.command()
def verify() -> None:
    """核对审计记录：有没有被改过、删过、插过。"""
    from api.commands.keeping import verify_audit

    raise typer.Exit(verify_audit(_settings(False), out))


@app.command()
def sbom(folder: Annotated[Path, typer.Argument(help="写到哪个文件夹")] = Path("var/sbom")) -> None:
    """写出物料清单（CycloneDX），服务和对话引擎各一份。"""
    from api.commands.supply import bill_of_materials

    for path in bill_of_materials(folder):
        out.print(f"已写入 {path}")


@app.command()
def docs() -> None:
    """由数据生成文档：设置、功能、事项。"""
    from api.commands.documents import write

    for path in write():
        out.print(f"已写入 {path}")


@app.command()
def check() -> None:
    """CI 检查的一切，测试除外：格式、类型、分层、文档。"""
    from api.commands.checking import check as run

    raise typer.Exit(run(out))


wechat = typer.Typer(help="微信公众号", no_args_is_help=True)
app.add_typer(wechat, name="wechat")


@wechat.command("menu")
def wechat_menu(
    show: Annotated[bool, typer.Option("--show", help="只看会建成什么样，不去建")] = False,
) -> None:
    """按 data/wechat/menu.yml 建公众号的菜单。"""
    from api.commands.wechat import make_menu

    make_menu(_settings(False), out, show=show)


def main() -> None:
    """Every failure a person can mend is one plain sentence and exit code 1."""
    try:
        app()
    except HotlineError as error:
        console.print(f"[red]{error.message}[/red]")
        sys.exit(1)


def _settings(demo: bool) -> Settings:
    settings = Settings.of_environment()
    return settings.model_copy(update={"demo": True}) if demo else settings


if __name__ == "__main__":
    main()
