/* A thumb for an answer: two toggle buttons; the shop reads them beside the conversation. */

import { element } from "./dom.js";

const SVG = "http://www.w3.org/2000/svg";
const HAND = "M7 10v10H4V10zm3 10h7.5a2 2 0 0 0 2-1.6l1.2-6A2 2 0 0 0 18.7 10H14l.8-4.2A1.5 1.5 0 0 0 12 5l-2.5 5z";
const SMALL_TALK = ["greeting", "how_are_you", "thanks", "goodbye", "blocked", "off_topic"];

function hand(down) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", HAND);
  if (down) path.setAttribute("transform", "rotate(180 12 12)");
  svg.append(path);
  return svg;
}

/** Tell the service; throws when it did not take it. */
export async function sendThumb(url, session, turn, thumb) {
  const response = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ session, turn, thumb }),
    credentials: "omit",
  });
  if (!response.ok) throw new Error(`thumb: ${response.status}`);
}

/**
 * Return the pair of buttons, or null for an answer nobody judges. `given(answer, thumb)` is called with
 * "up", "down" or "none" and returns a promise; when that fails the buttons go back.
 */
export function thumbs(answer, words, given) {
  if (!Number.isInteger(answer.turn) || SMALL_TALK.includes(answer.intent)) return null;
  const buttons = {};
  const show = (thumb) => {
    for (const name of ["up", "down"]) buttons[name].setAttribute("aria-pressed", String(name === thumb));
  };
  const press = async (name) => {
    const before = answer.thumb ?? "none";
    const thumb = before === name ? "none" : name;
    show((answer.thumb = thumb));
    try {
      await given(answer, thumb);
    } catch {
      show((answer.thumb = before));
    }
  };
  for (const name of ["up", "down"]) {
    const attributes = { type: "button", class: "thumb", "aria-label": words.thumb[name], onclick: () => press(name) };
    buttons[name] = element("button", attributes, hand(name === "down"));
  }
  show(answer.thumb ?? "none");
  return element("div", { class: "thumbs", role: "group", "aria-label": words.thumb.ask }, buttons.up, buttons.down);
}
