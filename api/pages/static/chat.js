"use strict";
// One conversation a tab: its id is made here, is its secret, and never leaves this session's storage.
(() => {
  const KEY = "hotline.conversation";
  const talk = document.getElementById("talk");
  const form = document.getElementById("say");
  const box = document.getElementById("text");
  const state = document.getElementById("state");
  const AUTHORS = { caller: "我", bot: "自动助手", staff: "工作人员", system: "系统" };
  const HANDLERS = { bot: "", queue: "已为您转人工，正在等待工作人员；等待时自动助手仍可回答。", staff: "工作人员正在为您服务。" };
  const RETRIES_MS = [1000, 2000, 4000, 8000];
  const shown = new Set();
  let queue = Promise.resolve();
  let handler = "bot";

  // randomUUID exists in secure contexts only; a court's test site may be plain http
  const newId = () => {
    if (crypto.randomUUID) return crypto.randomUUID();
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
  };

  let conversation = sessionStorage.getItem(KEY);
  if (!conversation) {
    conversation = newId();
    sessionStorage.setItem(KEY, conversation);
  }

  function show(author, text, options) {
    const line = document.createElement("li");
    line.className = "line line-" + author;
    const by = document.createElement("p");
    by.className = "said-by";
    by.textContent = AUTHORS[author];
    const said = document.createElement("p");
    said.className = "said";
    said.textContent = text;
    line.append(by, said);
    if (options && options.length) {
      const row = document.createElement("div");
      row.className = "options";
      for (const option of options) {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "quiet";
        button.textContent = option.title;
        button.addEventListener("click", () => say(option.text, option.title));
        row.append(button);
      }
      line.append(row);
    }
    talk.append(line);
    talk.scrollTop = talk.scrollHeight;
  }

  function tell(text, waiting) {
    state.textContent = text;
    state.classList.toggle("waiting", Boolean(waiting));
  }

  function handledBy(who) {
    if (who) handler = who;
    tell(HANDLERS[handler] || "");
  }

  const rest = (ms) => new Promise((done) => setTimeout(done, ms));

  // The same message id each time: a message that did arrive is answered again, not done again.
  async function post(text, id) {
    const body = JSON.stringify({ conversation_id: conversation, message_id: id, text });
    for (let attempt = 0; ; attempt += 1) {
      let answer = null;
      try {
        answer = await fetch("/channels/web/messages", { method: "POST", headers: { "content-type": "application/json" }, body });
      } catch {
        // the network: tried again below
      }
      if (answer && answer.status < 500) return answer;
      if (attempt >= RETRIES_MS.length) return answer;
      tell("网络不太稳定，正在重新发送，您的话不会丢", true);
      await rest(RETRIES_MS[attempt]);
    }
  }

  async function send(text, id) {
    tell(handler === "staff" ? "正在发送" : "正在为您查看，请稍候", true);
    const answer = await post(text, id);
    if (!answer || !answer.ok) {
      let detail = "没有发送成功，请稍后再试，或者拨打 12368。";
      try {
        detail = (await answer.json()).detail || detail;
      } catch {
        // no body to read: the sentence above stands
      }
      show("system", detail, [{ title: "重新发送", text }]);
      handledBy();
      return;
    }
    const said = await answer.json();
    for (const reply of said.replies) show("bot", reply.text, reply.options);
    handledBy(said.handled_by);
    if (said.ended) show("system", "这次咨询已结束。需要时直接输入即可开始新的咨询。");
  }

  function say(text, title) {
    const id = newId();
    show("caller", title || text);
    queue = queue.then(() => send(text, id));
    box.focus();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = box.value.trim();
    if (!text) return;
    box.value = "";
    say(text);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  document.getElementById("human").addEventListener("click", () => say("转人工"));

  const events = new EventSource("/channels/web/conversations/" + encodeURIComponent(conversation) + "/events");
  events.addEventListener("message", (event) => {
    const said = JSON.parse(event.data);
    if (shown.has(said.id)) return;
    shown.add(said.id);
    if (said.text) show(said.author in AUTHORS ? said.author : said.handled_by === "staff" ? "staff" : "system", said.text, said.options);
    handledBy(said.handled_by);
  });
  events.addEventListener("status", (event) => handledBy(JSON.parse(event.data).handled_by));

  show("bot", "您好，这里是 12368 诉讼服务热线，我是自动助手。您可以直接说要办的事，例如“我的案子什么时候开庭”“诉讼费怎么算”“申请延期开庭”。");
})();
