/* The chat page: one conversation with one shop. */

import { followUps, productCards, sourceList } from "./cards.js";
import { element, readConfig } from "./dom.js";
import { Memory } from "./memory.js";
import { ask, Problem } from "./stream.js";
import { applyWords, chooseWords } from "./strings.js";
import { renderText } from "./text.js";
import { applyColour } from "./theme.js";
import { sendThumb, thumbs } from "./thumbs.js";

const $ = (id) => document.getElementById(id);
const config = readConfig();
const chosen = chooseWords(navigator.languages, config.languages);
const words = chosen.words;
const context = { words, hosts: config.hosts, locale: navigator.language };
const canContact = Boolean(config.contact || config.phone);
const memory = new Memory(config.shop);
const embedded = new URLSearchParams(location.search).has("embed") && window.parent !== window;
const chatUrl = `../../api/v1/shops/${encodeURIComponent(config.shop)}/chat`;

/** The question under way, or null. */
let running = null;

// --- showing -----------------------------------------------------------------------------------

function turn(who, ...children) {
  const author = element("span", { class: "unseen" }, words[who]);
  return element("div", { class: `turn ${who}` }, author, ...children);
}

function bubble(text) {
  return element("div", { class: "bubble" }, ...renderText(text, config.hosts));
}

function questionTurn(text) {
  return turn("you", element("div", { class: "bubble" }, element("p", { dir: "auto" }, text)));
}

function answerTurn(answer) {
  const extras = [
    productCards(answer.products, context),
    sourceList(answer.sources, context),
    thumbs(answer, words, giveThumb),
  ];
  return turn("assistant", bubble(answer.answer), ...extras.filter(Boolean));
}

/** Send a thumb; the tab remembers it with its answer. */
async function giveThumb(answer, thumb) {
  try {
    await sendThumb(`${chatUrl}/thumb`, answer.session, answer.turn, thumb);
  } catch (error) {
    showStatus(words.thumb.failed);
    throw error;
  }
  memory.keep();
  showStatus(thumb === "none" ? "" : words.thumb.thanks);
}

function showStatus(text) {
  $("status").textContent = text;
}

function showDraft(text) {
  const following = atEnd();
  $("draft").hidden = !text;
  $("draft").replaceChildren(...(text ? [bubble(text)] : []));
  if (following) scrollToEnd();
}

function showSuggestions(questions) {
  const buttons = questions.map((text) =>
    element("button", { type: "button", class: "suggestion", dir: "auto", onclick: () => send(text) }, text),
  );
  $("suggestions").replaceChildren(...buttons);
}

function showProblem(problem, question) {
  const wait = problem.retryAfter ? words.retryAfter(problem.retryAfter) : "";
  const text = [problem.message || words[problem.kind], wait].filter(Boolean).join(" ");
  const node = turn("assistant", element("div", { class: "bubble problem" }, element("p", { dir: "auto" }, text)));
  const again = () => {
    if (running) return;
    node.remove();
    $("message").focus();
    answerTo(question);
  };
  node.append(element("button", { type: "button", class: "suggestion", onclick: again }, words.retry));
  $("log").append(node);
  scrollToEnd();
}

// --- scrolling ---------------------------------------------------------------------------------

/** Return what scrolls: the conversation, or on very low screens the whole page. */
function scroller() {
  const box = $("scroller");
  return getComputedStyle(box).overflowY === "auto" ? box : document.scrollingElement;
}

function atEnd() {
  const box = scroller();
  return box.scrollHeight - box.scrollTop - box.clientHeight < 60;
}

function scrollToEnd() {
  const box = scroller();
  box.scrollTop = box.scrollHeight;
}

/** Scroll to the end, but never so far that the answer's beginning is out of sight. */
function scrollToAnswer(node) {
  scrollToEnd();
  const box = scroller();
  const top = box === $("scroller") ? box.getBoundingClientRect().top : $("ai-label").offsetHeight;
  const hidden = top + 12 - node.getBoundingClientRect().top;
  if (hidden > 0) box.scrollTop -= hidden;
}

// --- asking ------------------------------------------------------------------------------------

function setRunning(controller) {
  running = controller;
  $("send").setAttribute("aria-disabled", String(running !== null));
  if (running === null && document.activeElement === $("stop")) $("message").focus();
  $("stop").hidden = running === null;
  $("restart").hidden = $("log").childElementCount < 2;
}

/** Follow the events of one question; return the answer. */
async function follow(question, signal) {
  let text = "";
  const request = { message: question, stream: true, ...(memory.session && { session: memory.session }) };
  for await (const { name, data } of ask(chatUrl, request, signal)) {
    if (name === "session") memory.keepSession(data.session);
    else if (name === "position") showStatus(data.position ? words.ahead(data.position) : words.wording);
    else if (name === "delta") showDraft((text += data.text));
    else if (name === "answer") return data;
  }
}

function finish(question, answer) {
  memory.keepSession(answer.session);
  memory.keepTurn(question, answer);
  showDraft("");
  const node = answerTurn(answer);
  $("log").append(node);
  showSuggestions(followUps(answer, words, canContact));
  scrollToAnswer(node);
}

/** Keep what was already written when the visitor stops an answer. */
function keepDraft() {
  const written = [...$("draft").childNodes];
  showDraft("");
  if (written.length) $("log").append(turn("assistant", ...written));
  showStatus(words.stopped);
}

async function answerTo(question) {
  const controller = new AbortController();
  setRunning(controller);
  showSuggestions([]);
  showStatus(words.thinking);
  try {
    const answer = await follow(question, controller.signal);
    showStatus("");
    finish(question, answer);
  } catch (error) {
    if (running !== controller) return; // a new conversation was begun meanwhile
    if (error.name === "AbortError") keepDraft();
    else fail(error, question);
  } finally {
    if (running === controller) setRunning(null);
  }
}

function fail(error, question) {
  showDraft("");
  showStatus(navigator.onLine ? "" : words.offline);
  showProblem(error instanceof Problem ? error : new Problem("service"), question);
  if (!(error instanceof Problem)) throw error;
}

function send(text) {
  const question = text.trim();
  if (!question || running) return;
  if (!navigator.onLine) return showStatus(words.offline);
  $("message").value = "";
  fitInput();
  $("log").append(questionTurn(question));
  scrollToEnd();
  focusStart();
  answerTo(question);
}

function restart() {
  const controller = running;
  setRunning(null);
  controller?.abort();
  memory.forget();
  begin();
  showStatus(words.restarted);
  focusStart();
}

// --- beginning ---------------------------------------------------------------------------------

function begin() {
  showDraft("");
  $("log").replaceChildren(turn("assistant", bubble(config.greeting || words.greeting)));
  showSuggestions(config.suggestions.map((name) => words.ask[name]));
  showRemembered();
  setRunning(null);
  scrollToEnd();
}

/** Show the tab's conversation again; what another version wrote and cannot be shown is forgotten. */
function showRemembered() {
  try {
    const shown = memory.turns.flatMap(({ question, answer }) => [questionTurn(question), answerTurn(answer)]);
    $("log").append(...shown);
    const last = memory.turns.at(-1);
    if (last) showSuggestions(followUps(last.answer, words, canContact));
  } catch {
    memory.forget();
  }
}

/** Focus where typing starts; on a touch screen the conversation, as the keyboard would cover it. */
function focusStart() {
  const touch = matchMedia("(pointer: coarse)").matches;
  $(touch ? "scroller" : "message").focus({ preventScroll: true });
}

/** Let the input grow with its text; the style sheet bounds it. */
function fitInput() {
  const input = $("message");
  input.style.height = "auto";
  input.style.height = `${input.scrollHeight + input.offsetHeight - input.clientHeight}px`;
}

function showNotices() {
  $("away").textContent = config.away;
  $("away").hidden = !config.away;
  $("privacy-text").textContent = words.privacyText(config.retention_days);
  if (config.privacy_url) $("privacy-link").href = config.privacy_url;
}

function listen() {
  $("composer").addEventListener("submit", (event) => {
    event.preventDefault();
    send($("message").value);
  });
  $("message").addEventListener("input", fitInput);
  $("message").addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send($("message").value);
  });
  $("stop").addEventListener("click", () => running?.abort());
  $("restart").addEventListener("click", restart);
  window.addEventListener("offline", () => showStatus(words.offline));
  window.addEventListener("online", () => showStatus(""));
}

function listenToWidget() {
  const close = () => window.parent.postMessage({ shopwarden: "close" }, "*"); // says nothing private
  $("close").hidden = false;
  $("close").addEventListener("click", close);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing) close();
  });
  window.addEventListener("message", (event) => {
    if (event.source === window.parent && event.data?.shopwarden === "focus") focusStart();
  });
}

applyColour(config.colour);
applyWords(chosen);
showNotices();
listen();
begin();
if (embedded) listenToWidget();
else focusStart();
