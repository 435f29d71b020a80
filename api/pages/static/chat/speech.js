// Voice input, where the browser has it: what was heard stands in the box, and the lawyer sends it himself.

const Recognition = window.SpeechRecognition || window.webkitSpeechRecognition;

export function voiceInput(button, composer, tell) {
  if (!Recognition) return;
  button.hidden = false;
  let hearing = null;

  const over = () => {
    hearing = null;
    button.setAttribute("aria-pressed", "false");
  };

  button.addEventListener("click", () => {
    if (hearing) return hearing.stop();
    hearing = new Recognition();
    hearing.lang = "zh-CN";
    hearing.interimResults = true;
    hearing.onresult = (event) => composer.put([...event.results].map((one) => one[0].transcript).join(""));
    hearing.onerror = (event) => tell(event.error === "not-allowed" ? "没有得到使用麦克风的许可，请改用打字。" : "没有听清，请再说一遍，或者改用打字。");
    hearing.onend = () => {
      over();
      composer.focus();
    };
    try {
      hearing.start();
      button.setAttribute("aria-pressed", "true");
    } catch {
      over();
    }
  });
}
