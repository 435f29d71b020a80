// The talk as it is seen: bubbles in their order, choices to press under the last one, and the place at its end.

const AUTHORS = { caller: "我", bot: "自动助手", staff: "工作人员", system: "系统" };
const NEAR_END_PX = 120;
const RECEIPT = /收件号/;
const LINK = /(https?:\/\/[\w\-.~:/?#@!$&'()*+,;=%]*[\w\-/=])/;

const element = (name, className, text) => {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
};

const clock = new Intl.DateTimeFormat("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false });
const day = new Intl.DateTimeFormat("zh-CN", { month: "long", day: "numeric", weekday: "short" });

/** The words; what the house and its staff write as an address can be followed. */
function said(text, author) {
  const words = element("p", "said");
  if (author === "caller") words.textContent = text;
  else
    for (const [at, piece] of text.split(LINK).entries()) {
      if (at % 2 === 0) words.append(piece);
      else {
        const link = element("a", "", piece);
        link.href = piece;
        link.target = "_blank";
        link.rel = "noopener";
        words.append(link);
      }
    }
  return words;
}

export class Talk {
  #bubbles = new Map();
  #lastDay = "";

  /** `choose(text, title)`: a choice was pressed; `again(id)`: a failed message is to be sent again. */
  constructor({ choose, again }) {
    this.choose = choose;
    this.again = again;
    this.box = document.getElementById("talk");
    this.lines = document.getElementById("lines");
    this.typing = document.getElementById("typing");
    this.newest = document.getElementById("newest");
    this.newest.addEventListener("click", () => this.toEnd());
    this.box.addEventListener("scroll", () => this.#atEnd() && (this.newest.hidden = true), { passive: true });
    new ResizeObserver(() => this.#stuck && this.toEnd()).observe(this.box);
  }

  #stuck = true;

  /** One line; `message` is the id of a message of ours, `key` what it is found by again. */
  add({ author, text, options = [], at = null, key = null }) {
    if (key && this.#bubbles.has(key)) return this.#bubbles.get(key);
    const follow = author === "caller" || this.#atEnd();
    if (author !== "system" || options.length) this.#dropChoices();
    this.#dayOf(at);
    const bubble = element("article", `bubble ${author}`);
    const by = element("p", "by", AUTHORS[author] ?? AUTHORS.system);
    if (at) {
      const time = element("time", "", clock.format(new Date(at)));
      time.dateTime = at;
      by.append(" ", time);
    }
    bubble.append(by, said(text, author));
    if (options.length) bubble.append(this.#choices(options));
    this.lines.append(bubble);
    if (key) this.#bubbles.set(key, bubble);
    if (follow) this.toEnd();
    else this.newest.hidden = false;
    return bubble;
  }

  has(key) {
    return this.#bubbles.has(key);
  }

  /** A rule across the talk, with a few words in it. */
  rule(words) {
    this.lines.append(element("p", "rule", words));
  }

  waits(id, words) {
    this.#note(id, words || "");
    this.#bubbles.get(id)?.classList.remove("failed");
  }

  through(id) {
    this.#note(id, "");
    this.#bubbles.get(id)?.classList.remove("failed");
  }

  failed(id, words, acts) {
    const bubble = this.#bubbles.get(id);
    const note = this.#note(id, words);
    if (!bubble || !note) return;
    bubble.classList.add("failed");
    for (const [title, act] of acts ?? [["再发一次", () => this.again(id)]]) {
      const button = element("button", "quiet", title);
      button.type = "button";
      button.addEventListener("click", act);
      note.append(button);
    }
    this.toEnd();
  }

  /** Somebody is writing: "bot", "staff" or nobody (null). */
  writes(who) {
    const follow = this.#atEnd();
    this.typing.hidden = !who;
    this.typing.className = `bubble ${who ?? "bot"} typing`;
    document.getElementById("typing-by").textContent = AUTHORS[who ?? "bot"];
    if (who && follow) this.toEnd();
  }

  /** The last bubble that names this receipt number. */
  naming(receipt) {
    const all = [...this.lines.querySelectorAll(".bubble:not(.caller)")].reverse();
    return all.find((one) => RECEIPT.test(one.textContent) && one.querySelector(".said").textContent.replace(/\s/g, "").includes(receipt));
  }

  get namesReceipts() {
    return RECEIPT.test(this.lines.textContent);
  }

  toEnd() {
    this.#stuck = true;
    this.box.scrollTop = this.box.scrollHeight;
    this.newest.hidden = true;
  }

  #atEnd() {
    this.#stuck = this.box.scrollHeight - this.box.scrollTop - this.box.clientHeight < NEAR_END_PX;
    return this.#stuck;
  }

  #dayOf(at) {
    const now = day.format(at ? new Date(at) : new Date());
    if (now !== this.#lastDay && (this.#lastDay || now !== day.format(new Date()))) this.rule(now);
    this.#lastDay = now;
  }

  #choices(options) {
    const row = element("div", "choices");
    row.setAttribute("role", "group");
    row.setAttribute("aria-label", "可以选");
    for (const { title, text } of options) {
      const button = element("button", "quiet", title);
      button.type = "button";
      button.addEventListener("click", () => this.choose(text, title));
      row.append(button);
    }
    return row;
  }

  // only the last question can be answered by pressing
  #dropChoices() {
    for (const row of this.lines.querySelectorAll(".choices")) row.remove();
  }

  #note(id, words) {
    const bubble = this.#bubbles.get(id);
    if (!bubble) return null;
    bubble.querySelector(".note-line")?.remove();
    if (!words) return null;
    const note = element("p", "note-line");
    note.append(element("span", "", words));
    note.setAttribute("role", "status");
    bubble.append(note);
    return note;
  }
}
