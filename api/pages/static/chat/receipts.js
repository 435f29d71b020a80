// What was registered here, as cards under the words that name it: where it stands, the way to the platform, files.

import { newId } from "./memory.js";

const CLOSED = "这件申请已经办结";

export class Receipts {
  #cards = new Map();
  #open = [];

  constructor(door, talk) {
    this.door = door;
    this.talk = talk;
    this.clip = document.getElementById("attach");
    this.dialog = document.getElementById("files");
    this.form = document.getElementById("upload");
    this.note = document.getElementById("uploading");
    this.clip.addEventListener("click", () => this.#ask());
    document.getElementById("no-files").addEventListener("click", () => this.dialog.close());
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#upload();
    });
  }

  /** Ask again where each stands, if any was spoken of. */
  async refresh() {
    if (!this.talk.namesReceipts) return;
    const answer = await this.door.requests();
    if (!answer.ok) return;
    for (const one of answer.body.items) this.#show(one);
    this.#open = answer.body.items.filter((one) => one.open);
    this.clip.hidden = !this.#open.length;
  }

  #show(one) {
    const bubble = this.talk.naming(one.receipt_no);
    if (!bubble) return;
    const card = this.#cards.get(one.receipt_no) ?? document.createElement("section");
    card.className = "receipt";
    card.setAttribute("aria-label", `${one.title}的收件卡`);
    const head = document.createElement("p");
    head.className = "receipt-head";
    const title = document.createElement("b");
    title.textContent = one.title;
    const status = document.createElement("span");
    status.className = `tag tag-${one.status}`;
    status.textContent = one.status_title;
    head.append(title, status);
    const number = document.createElement("p");
    number.className = "number";
    number.textContent = one.receipt_no.replace(/(\d{4})(?=\d)/g, "$1 ");
    const acts = document.createElement("p");
    acts.className = "receipt-acts";
    const link = document.createElement("a");
    link.href = one.url;
    link.target = "_blank";
    link.rel = "noopener";
    link.textContent = "在律师服务平台查看";
    acts.append(link);
    if (one.open) {
      const add = document.createElement("button");
      add.type = "button";
      add.className = "quiet";
      add.textContent = "补充材料";
      add.addEventListener("click", () => this.#ask(one.receipt_no));
      acts.append(add);
    }
    card.replaceChildren(head, number, acts);
    if (card.parentElement !== bubble) bubble.append(card);
    this.#cards.set(one.receipt_no, card);
  }

  #ask(receipt = null) {
    const choice = this.form.elements.receipt_no;
    choice.replaceChildren(...this.#open.map((one) => new Option(`${one.title} ${one.receipt_no}`, one.receipt_no)));
    if (receipt) choice.value = receipt;
    this.note.textContent = "";
    this.key = newId();
    this.dialog.showModal();
  }

  async #upload() {
    const { receipt_no: choice, file } = this.form.elements;
    this.note.textContent = "正在上传，请稍候";
    const answer = await this.door.upload(choice.value, file.files[0], this.key);
    if (!answer.ok) {
      this.note.textContent = answer.body?.detail || "没有传成，请再试一次。";
      if (this.note.textContent.includes(CLOSED)) this.refresh();
      return;
    }
    this.dialog.close();
    this.form.reset();
    this.talk.add({ author: "system", text: `已收到材料“${answer.body.name}”。` });
    this.refresh();
  }
}
