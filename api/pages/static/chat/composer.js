// The input box: Enter sends, save while an input method is at work; it stays in view above the on-screen keyboard.

const PROCESS_KEY = 229; // what browsers report for a key that an input method has taken; Safari does so after isComposing
const TALLEST_PX = 150;

export class Composer {
  constructor(say) {
    this.form = document.getElementById("say");
    this.box = document.getElementById("text");
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      const text = this.box.value.trim();
      if (!text) return;
      this.box.value = "";
      this.#grow();
      say(text);
    });
    this.box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey) return;
      if (event.isComposing || event.keyCode === PROCESS_KEY) return;
      event.preventDefault();
      this.form.requestSubmit();
    });
    this.box.addEventListener("input", () => this.#grow());
    this.box.disabled = false; // until somebody listens nothing can be said that would be lost
  }

  /** Words heard: put where the caret is, to be looked at before they are sent. */
  put(words) {
    this.box.value = words;
    this.#grow();
  }

  focus() {
    this.box.focus({ preventScroll: true });
  }

  // styles are set from here and not in the page: its policy allows no inline ones
  #grow() {
    this.box.style.height = "auto";
    this.box.style.height = `${Math.min(this.box.scrollHeight + 2, TALLEST_PX)}px`;
  }
}

/** The page is as high as what is seen of it: with the on-screen keyboard up, what is above the keyboard. */
export function keepInView() {
  const seen = window.visualViewport;
  if (!seen) return;
  const fit = () => {
    if (seen.scale > 1.01) return; // a reader who has zoomed in moves about by himself
    document.body.style.setProperty("--seen", `${Math.round(seen.height)}px`);
    window.scrollTo(0, 0);
  };
  seen.addEventListener("resize", fit);
  seen.addEventListener("scroll", fit);
  fit();
}
