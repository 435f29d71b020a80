// The doors of the service that the page uses. Every answer is {ok, status, body, retryAfter}; nothing is thrown.

const MESSAGES = "/channels/web/messages";
const PATIENCE_MS = 30000;

export class Door {
  constructor(conversation) {
    this.conversation = conversation;
    this.token = null;
    this.coming = null;
  }

  /** The platform's bearer, once the lawyer has agreed to be known by it; it may still be on its way. Nothing is said
   * without it meanwhile. */
  identify(coming) {
    this.coming = Promise.resolve(coming).then((token) => (this.token = token ?? this.token));
    return this.coming;
  }

  headers(more = {}) {
    return this.token ? { authorization: `Bearer ${this.token}`, ...more } : more;
  }

  path(what) {
    return `/channels/web/conversations/${encodeURIComponent(this.conversation)}/${what}`;
  }

  // The same message id each time: what did arrive is answered again, not done again.
  say(text, id) {
    const body = JSON.stringify({ conversation_id: this.conversation, message_id: id, text });
    return this.#ask(MESSAGES, { method: "POST", headers: { "content-type": "application/json" }, body });
  }

  since(last) {
    return this.#ask(this.path(`messages?after=${last}`));
  }

  requests() {
    return this.#ask(this.path("requests"));
  }

  upload(receipt, file, key) {
    const body = new FormData();
    body.append("receipt_no", receipt);
    body.append("file", file);
    return this.#ask(this.path("files"), { method: "POST", headers: { "idempotency-key": key }, body });
  }

  async #ask(url, { headers, ...options } = {}) {
    await this.coming;
    const ended = new AbortController();
    const timer = setTimeout(() => ended.abort(), PATIENCE_MS);
    try {
      const answer = await fetch(url, { ...options, headers: this.headers(headers), signal: ended.signal, cache: "no-store" });
      const body = await answer.json().catch(() => null);
      return { ok: answer.ok && body !== null, status: answer.status, body, retryAfter: seconds(answer) };
    } catch {
      return { ok: false, status: 0, body: null, retryAfter: null };
    } finally {
      clearTimeout(timer);
    }
  }
}

function seconds(answer) {
  const given = answer.headers.get("retry-after");
  if (!given) return null;
  const wait = /^\d+$/.test(given) ? Number(given) : (Date.parse(given) - Date.now()) / 1000;
  return Number.isFinite(wait) ? Math.min(Math.max(wait, 1), 60) : null;
}
