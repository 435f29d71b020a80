// Messages go out one after the other, each until it is through or plainly failed; a failed one stays, to be sent again.

import { keepUnsent, newId, unsent } from "./memory.js";

const PAUSES_S = [1, 2, 4, 8, 15];
const AGAIN = new Set([0, 408, 425, 429, 500, 502, 503, 504]);
const FAILED = "没有发出去。";

const rest = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));

export class Sending {
  #line = Promise.resolve();
  #open = new Map();

  /** `show`: what the page does; sent(message), waits(message, words), through(message, answer), failed(message, words, status). */
  constructor(door, show) {
    this.door = door;
    this.show = show;
  }

  get busy() {
    return [...this.#open.values()].some((message) => !message.failed);
  }

  say(text, title = null) {
    this.#put({ id: newId(), text, title });
  }

  /** After a reload: what had not got through is there again, with its button; what the history knows did. */
  recall(known) {
    for (const message of unsent().filter(({ id }) => !known(id))) {
      this.#open.set(message.id, message);
      this.show.sent(message);
      this.#fail(message, FAILED, 0);
    }
    this.#keep();
  }

  again(id) {
    const message = this.#open.get(id);
    if (!message || !message.failed) return;
    message.failed = false;
    this.#queue(message);
  }

  /** The history has it: it was through after all. True if it had been taken for lost. */
  arrived(id) {
    const message = this.#open.get(id);
    if (!message?.failed) return false;
    this.#close(message);
    return true;
  }

  /** Sent from here and not answered yet: what the history says of it is for the answer to say. */
  awaits(id) {
    return this.#open.has(id) && !this.#open.get(id).failed;
  }

  #put(message) {
    this.#open.set(message.id, message);
    this.show.sent(message);
    this.#queue(message);
  }

  #queue(message) {
    this.#keep();
    this.#line = this.#line.then(() => this.#send(message));
  }

  async #send(message) {
    for (let attempt = 0; ; attempt += 1) {
      this.show.waits(message, attempt ? "网络不太稳定，正在重新发送，您的话不会丢" : "");
      const answer = await this.door.say(message.text, message.id);
      if (answer.ok) {
        this.#close(message);
        this.show.through(message, answer.body);
        return;
      }
      const pause = answer.retryAfter ?? PAUSES_S[attempt];
      if (!AGAIN.has(answer.status) || attempt >= PAUSES_S.length) {
        this.#fail(message, answer.body?.detail || FAILED, answer.status);
        return;
      }
      if (answer.status === 429 || answer.status === 503)
        this.show.waits(message, `${answer.body?.detail || "现在有些忙。"}${Math.round(pause)} 秒后自动再发`);
      await rest(pause);
    }
  }

  #close(message) {
    this.#open.delete(message.id);
    this.#keep();
  }

  #fail(message, words, status) {
    message.failed = true;
    this.#keep();
    this.show.failed(message, words, status);
  }

  #keep() {
    keepUnsent([...this.#open.values()]);
  }
}
