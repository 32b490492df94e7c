/* The built-in privacy notice. */

import { element, readConfig } from "./dom.js";
import { applyWords, chooseWords } from "./strings.js";

const config = readConfig();
const chosen = chooseWords(navigator.languages, config.languages);
applyWords(chosen);
const { notice } = chosen.words;
const facts = {
  name: config.name,
  contact: [config.contact, config.phone].filter(Boolean).join(" · "),
  days: config.retention_days,
};
document.title = `${notice.title} · ${config.name}`;
document.getElementById("notice").append(
  element("h1", {}, notice.title),
  element("p", {}, notice.intro(config.name)),
  ...notice.sections(facts).flatMap(([title, text]) => [element("h2", {}, title), element("p", {}, text)]),
);
