// What comes later than an answer. A stream read with fetch, so that a bearer can go along; where a proxy holds it
// back, the page asks at intervals instead, and tries the stream again from time to time.

const FIRST_EVENT_MS = 5000;
const SILENCE_MS = 40000; // the service sends a heartbeat every 15 s
const ASK_EVERY_MS = 3000;
const STREAM_AGAIN_MS = 60000;
const PAUSES_MS = [500, 1000, 2000, 5000, 10000];

const rest = (ms) => new Promise((done) => setTimeout(done, ms));

export class Stream {
  #stopped = null;

  /** `hear(kind, data)` for each event; `refresh()` asks for what came since, and answers whether it is known. */
  constructor(door, { hear, refresh }) {
    this.door = door;
    this.hear = hear;
    this.refresh = refresh;
    this.last = null;
  }

  stop() {
    this.#stopped?.abort();
  }

  async run() {
    const stopped = (this.#stopped = new AbortController());
    let failures = 0;
    while (!stopped.signal.aborted) {
      const outcome = await this.#listen(stopped.signal);
      if (stopped.signal.aborted || outcome === "refused") return;
      if (outcome === "heard") failures = 0;
      if (outcome === "held back") await this.#askInstead(stopped.signal);
      else {
        await rest(PAUSES_MS[Math.min(failures, PAUSES_MS.length - 1)]);
        failures += 1;
        await this.refresh();
      }
    }
  }

  async #askInstead(signal) {
    for (const until = Date.now() + STREAM_AGAIN_MS; Date.now() < until && !signal.aborted; ) {
      await this.refresh();
      await rest(document.hidden ? 5 * ASK_EVERY_MS : ASK_EVERY_MS);
    }
  }

  /** "heard" and cut, "held back", "failed" or "refused". */
  async #listen(stop) {
    const ended = new AbortController();
    const end = () => ended.abort();
    stop.addEventListener("abort", end);
    let timer = setTimeout(end, FIRST_EVENT_MS);
    let heard = false;
    try {
      const headers = this.door.headers(this.last === null ? {} : { "last-event-id": this.last });
      const answer = await fetch(this.door.path("events"), { headers, signal: ended.signal, cache: "no-store" });
      if ([401, 404, 422].includes(answer.status)) return "refused";
      if (!answer.ok || !answer.body) return "failed";
      for await (const event of events(answer.body)) {
        clearTimeout(timer);
        timer = setTimeout(end, SILENCE_MS);
        if (!event) continue;
        heard = true;
        if (event.id) this.last = event.id;
        this.hear(event.kind, JSON.parse(event.data));
      }
      return heard ? "heard" : "failed";
    } catch {
      if (heard) return "heard";
      return ended.signal.aborted ? "held back" : "failed";
    } finally {
      clearTimeout(timer);
      stop.removeEventListener("abort", end);
      ended.abort();
    }
  }
}

/** The events of a text/event-stream; null for a comment (a heartbeat). */
async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    text += value;
    for (let end; (end = text.indexOf("\n\n")) >= 0; text = text.slice(end + 2)) {
      const event = { id: null, kind: "message", data: "" };
      for (const line of text.slice(0, end).split("\n")) {
        const [name, ...words] = line.split(": ");
        if (name === "id") event.id = words.join(": ");
        if (name === "event") event.kind = words.join(": ");
        if (name === "data") event.data += words.join(": ");
      }
      yield event.data ? event : null;
    }
  }
}
