// The chat page put together.

import { Composer, keepInView } from "./composer.js";
import { Door } from "./door.js";
import { offered, ownToken } from "./identity.js";
import { conversation, forgetAll } from "./memory.js";
import { menu } from "./menu.js";
import { Receipts } from "./receipts.js";
import { Sending } from "./sending.js";
import { voiceInput } from "./speech.js";
import { Stream } from "./stream.js";
import { Tabs, alone } from "./tabs.js";
import { Talk } from "./talk.js";

const HANDLERS = {
  bot: "",
  queue: "已为您转人工，正在等待工作人员；等待时自动助手仍可回答。",
  staff: "工作人员正在为您服务。",
};
const STAFF_WRITE_MS = 6000;
const LOOK_MS = 15000;
const ENDED = "这次咨询已结束。需要时直接输入，即开始新的咨询。";

const state = document.getElementById("state");
const mine = new Set(); // messages of this page whose answer it has shown
const held = new Map(); // message → lines of the history that its answer is going to show
let last = 0;
let handler = "bot";
let ended = false;
let staffWrites = null;

const door = new Door(conversation());
const talk = new Talk({ choose: (text, title) => say(text, title), again: (id) => sending.again(id) });
const receipts = new Receipts(door, talk);
const sending = new Sending(door, {
  sent: ({ id, text, title }) => talk.add({ author: "caller", text: title || text, key: id }),
  waits: ({ id }, words) => {
    talk.waits(id, words);
    talk.writes(handler === "staff" ? null : "bot");
  },
  through: ({ id }, answer) => {
    mine.add(id);
    held.delete(id);
    talk.through(id);
    // no word yet and no person there: it takes longer, and comes by the stream
    talk.writes(answer.replies.length || answer.handled_by === "staff" ? null : "bot");
    for (const { text, options } of answer.replies) talk.add({ author: "bot", text, options });
    handledBy(answer.handled_by);
    finished(answer.ended);
    tabs.tell();
    receipts.refresh();
  },
  failed: ({ id }, words, status) => {
    talk.writes(null);
    if (held.has(id)) return held.get(id).forEach(line); // only the answer was lost
    const lost = status === 401 || status === 404;
    talk.failed(id, words, lost ? [["登录后再发", () => signIn(id)], ["开始新的对话", startAnew]] : null);
  },
});
const composer = new Composer((text) => say(text));
const tabs = new Tabs(() => catchUp());
const stream = new Stream(door, { hear, refresh: catchUp });

function say(text, title) {
  sending.say(text, title);
  talk.toEnd();
  composer.focus();
}

function tell(words) {
  state.textContent = words;
  state.hidden = !words;
}

function handledBy(who) {
  if (who) handler = who;
  tell(HANDLERS[handler] ?? "");
}

function finished(now) {
  if (now && !ended) talk.rule(ENDED);
  ended = Boolean(now);
}

function line({ id, author, text, options, at, message_id: message }) {
  last = Math.max(last, Number(id));
  const ours = author === "caller" || author === "bot";
  if (ours && mine.has(message)) return;
  if (ours && sending.awaits(message)) return held.set(message, [...(held.get(message) ?? []), arguments[0]]);
  if (ours && message && sending.arrived(message)) {
    talk.through(message);
    if (author === "caller") return;
  }
  if (text) talk.add({ author, text, options, at, key: author === "caller" && message ? message : `line ${id}` });
}

function hear(kind, data) {
  if (kind === "typing") {
    clearTimeout(staffWrites);
    talk.writes("staff");
    staffWrites = setTimeout(() => talk.writes(sending.busy ? "bot" : null), STAFF_WRITE_MS);
    return;
  }
  handledBy(data.handled_by);
  if (kind !== "message") return;
  clearTimeout(staffWrites);
  talk.writes(sending.busy ? "bot" : null);
  line({ ...data, author: data.author ?? (data.handled_by === "staff" ? "staff" : "system") });
  tabs.tell();
  receipts.refresh();
}

let catching = null;

/** What was said since the last line known; one asking at a time. */
function catchUp() {
  catching ??= door.since(last).then((answer) => {
    catching = null;
    if (!answer.ok) return answer.status;
    answer.body.items.forEach(line);
    handledBy(answer.body.handled_by);
    finished(answer.body.ended);
    if (answer.body.items.length) receipts.refresh();
    return 200;
  });
  return catching;
}

function startAnew() {
  forgetAll();
  location.reload();
}

async function signIn(id) {
  const token = await ownToken();
  if (!token) return window.open("/lawyer/login", "_blank", "noopener");
  await identified(token);
  sending.again(id);
}

async function identified(coming) {
  if (!(await door.identify(coming))) return;
  stream.stop();
  await catchUp();
  listen();
}

const listen = () => alone(() => stream.run());

async function begin() {
  keepInView();
  offered([location.origin, ...(document.body.dataset.origins || "").split(" ").filter(Boolean)], identified);
  voiceInput(document.getElementById("speak"), composer, tell);
  menu(document.getElementById("more"), document.getElementById("menu"));
  document.getElementById("human").addEventListener("click", () => say("转人工"));
  document.getElementById("leave").addEventListener("click", startAnew);
  document.getElementById("first").addEventListener("click", ({ target }) => target.dataset.text && say(target.dataset.text));
  talk.box.ariaBusy = "true"; // what was said before is not read out
  const found = await catchUp();
  talk.box.ariaBusy = "false";
  if (found === 401 || found === 404) tell("这个会话已绑定律师账号，请登录律师服务平台后继续，或者在“更多”里清空记录、重新开始。");
  sending.recall((id) => talk.has(id));
  talk.toEnd();
  stream.last = String(last);
  setInterval(() => document.hidden || catchUp(), LOOK_MS);
  document.body.dataset.ready = "yes";
  listen();
}

begin();
