/* The embed loader: <script src="https://chat.example/widget.js" data-shop="ID" async></script>
   Draws a button; the chat itself is a frame that is loaded when the visitor first opens it. It stores
   nothing, sets no cookie and needs no inline style, so a site's own strict CSP stays as it is. */

(() => {
  "use strict";

  const WORDS = {
    en: { open: "Open the chat", close: "Close the chat", title: (name) => `Chat with ${name}` },
    de: { open: "Chat öffnen", close: "Chat schließen", title: (name) => `Chat mit ${name}` },
    es: { open: "Abrir el chat", close: "Cerrar el chat", title: (name) => `Chat con ${name}` },
    fr: { open: "Ouvrir le chat", close: "Fermer le chat", title: (name) => `Chat avec ${name}` },
    it: { open: "Apri la chat", close: "Chiudi la chat", title: (name) => `Chat con ${name}` },
    zh: { open: "打开聊天", close: "关闭聊天", title: (name) => `与 ${name} 聊天` },
  };
  const STYLE = `
    :host { all: initial; }
    button {
      position: fixed; inset-block-end: 20px; inset-inline-end: 20px; z-index: 2147483646;
      inline-size: 56px; block-size: 56px; padding: 0; border-radius: 50%; cursor: pointer;
      background: var(--accent); color: var(--on-accent); border: 2px solid var(--on-accent);
      box-shadow: 0 2px 12px rgb(0 0 0 / 35%);
    }
    button:focus-visible { outline: 3px solid #0b57d0; outline-offset: 2px; box-shadow: 0 0 0 2px #fff, 0 0 0 7px #fff; }
    svg { display: block; inline-size: 28px; block-size: 28px; margin: auto; fill: none; stroke: currentColor;
      stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
    dialog {
      box-sizing: border-box; position: fixed; inset-block: auto 88px; inset-inline: auto 20px; z-index: 2147483647;
      inline-size: min(400px, calc(100vw - 40px)); block-size: min(640px, calc(100dvh - 108px));
      max-inline-size: none; max-block-size: none; margin: 0; padding: 0; overflow: hidden;
      border: 1px solid rgb(128 128 128 / 60%); border-radius: 14px; background: Canvas;
      color-scheme: light dark; box-shadow: 0 8px 40px rgb(0 0 0 / 35%);
    }
    dialog::backdrop { background: none; }
    iframe { display: block; inline-size: 100%; block-size: 100%; border: 0; }
    @media (max-width: 480px), (max-height: 480px) {
      dialog { inset: 0; inline-size: 100vw; block-size: 100dvh; border: 0; border-radius: 0; }
    }
    @media (prefers-reduced-motion: no-preference) {
      dialog[open] { animation: rise 160ms ease-out; }
      @keyframes rise { from { opacity: 0; transform: translateY(12px); } }
    }
    @media (prefers-color-scheme: dark) {
      button:focus-visible { outline-color: #a8c7fa; box-shadow: 0 0 0 2px #000, 0 0 0 7px #000; }
    }
    @media print { :host { display: none; } }
  `;
  const CHAT = "M4 4h16a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1h-8l-5 4v-4H4a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1z";
  const CROSS = "M6 6l12 12M18 6L6 18";

  const script = document.currentScript;
  const shop = script?.dataset.shop;
  if (!shop) {
    console.warn('Shop chat: the script tag needs data-shop="…" and must not be a module.');
    return;
  }
  if (document.querySelector("script[data-shop-running]")) return; // the tag stands on the page twice
  script.dataset.shopRunning = "";
  const base = new URL(".", script.src);
  const pageUrl = new URL(`shops/${encodeURIComponent(shop)}/chat`, base);
  const fullScreen = matchMedia("(max-width: 480px), (max-height: 480px)");

  /** Return black or white, whichever reads better on #rrggbb (WCAG 2.2 contrast). */
  function textOn(colour) {
    const linear = (c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    const [red, green, blue] = [1, 3, 5].map((at) => linear(parseInt(colour.slice(at, at + 2), 16) / 255));
    const light = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    return 1.05 / (light + 0.05) >= (light + 0.05) / 0.05 ? "#ffffff" : "#000000";
  }

  /** Return the words for the visitor's language if the shop speaks it, else for the shop's own. */
  function wordsOf(shops = []) {
    const own = (navigator.language || "en").slice(0, 2);
    return WORDS[shops.length && !shops.includes(own) ? shops[0] : own] ?? WORDS.en;
  }

  function icon() {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    const path = svg.appendChild(document.createElementNS("http://www.w3.org/2000/svg", "path"));
    return { svg, draw: (shape) => path.setAttribute("d", shape) };
  }

  function styled(host, colour) {
    const root = host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    host.style.setProperty("--accent", colour);
    host.style.setProperty("--on-accent", textOn(colour));
    return root;
  }

  function draw(config) {
    const host = document.createElement("div");
    host.dataset.shopChat = shop;
    const root = styled(host, config.colour);
    const words = wordsOf(config.languages);
    const button = document.createElement("button");
    const picture = icon();
    const dialog = document.createElement("dialog");
    let frame = null;
    let loaded = false;

    function show(open) {
      picture.draw(open ? CROSS : CHAT);
      button.setAttribute("aria-label", open ? words.close : words.open);
      button.setAttribute("aria-expanded", String(open));
    }

    function load() {
      frame = document.createElement("iframe");
      frame.title = words.title(config.name);
      frame.referrerPolicy = "no-referrer";
      frame.src = `${pageUrl}?embed=1`;
      frame.addEventListener("load", () => {
        loaded = true;
        focusFrame();
      });
      dialog.append(frame);
    }

    function focusFrame() {
      if (!dialog.open || !loaded) return;
      frame.focus();
      frame.contentWindow.postMessage({ shopwarden: "focus" }, base.origin);
    }

    function open() {
      if (!frame) load();
      if (fullScreen.matches) dialog.showModal();
      else dialog.show();
      show(true);
      focusFrame();
    }

    function close() {
      dialog.close();
      show(false);
      button.focus();
    }

    button.type = "button";
    button.append(picture.svg);
    button.addEventListener("click", () => (dialog.open ? close() : open()));
    dialog.setAttribute("aria-label", words.title(config.name));
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      close();
    });
    host.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && dialog.open) close();
    });
    window.addEventListener("message", (event) => {
      const fromChat = frame && event.source === frame.contentWindow && event.origin === base.origin;
      if (fromChat && event.data?.shopwarden === "close" && dialog.open) close();
    });
    fullScreen.addEventListener("change", () => {
      if (!dialog.open) return;
      dialog.close();
      open();
    });
    show(false);
    root.append(button, dialog);
    document.body.append(host);
  }

  async function start() {
    const response = await fetch(`${pageUrl}/config`, { credentials: "omit", referrerPolicy: "no-referrer" });
    if (!response.ok) throw new Error(`there is no shop "${shop}"`);
    const config = await response.json();
    if (!document.body) await new Promise((done) => document.addEventListener("DOMContentLoaded", done));
    draw(config);
  }

  start().catch((error) => {
    console.warn(
      `Shop chat: not shown (${error.message}). Check the shop's ID and that ${location.origin} ` +
        "is listed among the shop's sites.",
    );
  });
})();
