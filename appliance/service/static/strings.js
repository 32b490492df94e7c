/* Every word of the pages. A language is one more table with the same keys. */

import { french } from "./words-fr.js";
import { german } from "./words-de.js";
import { italian } from "./words-it.js";
import { spanish } from "./words-es.js";

const english = {
  aiLabel: "You are talking to an AI assistant. It can make mistakes: check important details with the shop.",
  privacyText: (days) =>
    days ? `What you type is used to answer you and kept for up to ${days} days.` : "What you type is used to answer you.",
  privacyLink: "Privacy notice",
  greeting: "Hello! Ask about products, prices, stock, delivery or returns.",
  conversation: "Conversation",
  messages: "Messages",
  suggestions: "Suggested questions",
  messageLabel: "Your message",
  placeholder: "Ask a question…",
  send: "Send",
  stop: "Stop",
  close: "Close the chat",
  restart: "New chat",
  restarted: "New chat started.",
  you: "You:",
  assistant: "Assistant:",
  thinking: "Looking for an answer…",
  wording: "Writing the answer…",
  ahead: (people) => (people === 1 ? "1 person ahead of you" : `${people} people ahead of you`),
  stopped: "Stopped.",
  offline: "You are offline. Messages can be sent once the connection is back.",
  retry: "Try again",
  retryAfter: (seconds) =>
    seconds < 90
      ? `You can try again in about ${Math.ceil(seconds)} seconds.`
      : `You can try again in about ${Math.ceil(seconds / 60)} minutes.`,
  network: "The shop's assistant cannot be reached at the moment.",
  cut: "The connection ended before the answer was complete.",
  service: "The shop's assistant could not answer.",
  products: "Products",
  priceRange: (low, high) => `${low} to ${high}`,
  was: "was",
  inStock: "In stock",
  outOfStock: "Out of stock",
  backorder: "Can be ordered",
  newTab: "opens in a new tab",
  thumb: {
    ask: "Was this answer helpful?",
    up: "Helpful",
    down: "Not helpful",
    thanks: "Thank you.",
    failed: "That could not be sent.",
  },
  sources: (count) => (count === 1 ? "1 source" : `${count} sources`),
  page: (number) => `page ${number}`,
  ask: {
    hours: "What are your opening hours?",
    address: "Where are you?",
    contact: "How can I contact you?",
  },
  askMore: (title) => `Tell me more about ${title}`,
  askOption: (title, value) => `Is ${title} available in ${value}?`,
  askCompare: (one, other) => `What is the difference between ${one} and ${other}?`,
  notice: {
    title: "Privacy notice",
    intro: (name) => `This is how the chat of ${name} treats what you type.`,
    sections: ({ name, contact, days }) => [
      ["You are talking to an AI", `Answers are made automatically from the shop's catalogue and pages. They can be wrong. Check important details with the shop. No decision about you is made by this chat.`],
      ["What is collected", "The messages you type and the answers to them. Your network address is used to limit how many questions one visitor can ask. Leave out card numbers, passwords and other people's details."],
      ["What it is used for", `To answer you, and for ${name} to see and improve how questions are answered.`],
      ["Where it goes", "Your messages are processed on the shop's own computer by software that runs there. They are not sent to an AI provider. Pictures of products may load from the shop's website."],
      ["How long it is kept", days ? `Conversations are deleted after ${days} days at the latest.` : `Ask ${name} how long conversations are kept.`],
      ["On your device", "No cookies are set. After your first message this tab remembers the conversation; it forgets it when you close the tab or start a new chat."],
      ["Your rights", `You can ask ${name} to see, correct or erase what is kept about you${contact ? `: ${contact}` : ""}. You can also complain to the privacy regulator; in Australia that is the Office of the Australian Information Commissioner (oaic.gov.au).`],
    ],
  },
};

const chinese = {
  aiLabel: "您正在与 AI 助手对话。它可能会出错：重要信息请向店家核实。",
  privacyText: (days) => (days ? `您输入的内容用于回答您的问题，最多保存 ${days} 天。` : "您输入的内容用于回答您的问题。"),
  privacyLink: "隐私声明",
  greeting: "您好！可以询问商品、价格、库存、配送或退货。",
  conversation: "对话",
  messages: "消息",
  suggestions: "建议的问题",
  messageLabel: "您的消息",
  placeholder: "请输入问题…",
  send: "发送",
  stop: "停止",
  close: "关闭聊天",
  restart: "新对话",
  restarted: "已开始新对话。",
  you: "您：",
  assistant: "助手：",
  thinking: "正在查找答案…",
  wording: "正在撰写答案…",
  ahead: (people) => `您前面还有 ${people} 人`,
  stopped: "已停止。",
  offline: "您已离线。恢复连接后即可发送消息。",
  retry: "重试",
  retryAfter: (seconds) => (seconds < 90 ? `大约 ${Math.ceil(seconds)} 秒后可重试。` : `大约 ${Math.ceil(seconds / 60)} 分钟后可重试。`),
  network: "暂时无法连接店家的助手。",
  cut: "答案尚未完成，连接已中断。",
  service: "店家的助手无法回答。",
  products: "商品",
  priceRange: (low, high) => `${low} 至 ${high}`,
  was: "原价",
  inStock: "有货",
  outOfStock: "缺货",
  backorder: "可预订",
  newTab: "在新标签页中打开",
  thumb: { ask: "这个回答有帮助吗？", up: "有帮助", down: "没有帮助", thanks: "谢谢。", failed: "未能发送。" },
  sources: (count) => `${count} 个来源`,
  page: (number) => `第 ${number} 页`,
  ask: {
    hours: "你们的营业时间是什么？",
    address: "你们在哪里？",
    contact: "如何联系你们？",
  },
  askMore: (title) => `请详细介绍 ${title}`,
  askOption: (title, value) => `${title} 有 ${value} 的吗？`,
  askCompare: (one, other) => `${one} 和 ${other} 有什么区别？`,
  notice: {
    title: "隐私声明",
    intro: (name) => `本页说明 ${name} 的聊天如何处理您输入的内容。`,
    sections: ({ name, contact, days }) => [
      ["您正在与 AI 对话", "答案由系统根据店家的商品目录和页面自动生成，可能有误。重要信息请向店家核实。本聊天不会作出任何关于您的决定。"],
      ["收集哪些内容", "您输入的消息及其回答。您的网络地址用于限制每位访客的提问次数。请勿输入银行卡号、密码或他人的个人信息。"],
      ["用途", `用于回答您，并供 ${name} 查看和改进回答。`],
      ["内容去向", "您的消息由店家自己的电脑上运行的软件处理，不会发送给 AI 服务商。商品图片可能从店家网站加载。"],
      ["保存多久", days ? `对话最迟在 ${days} 天后删除。` : `请向 ${name} 询问对话保存多久。`],
      ["在您的设备上", "不设置 Cookie。发送第一条消息后，此标签页会记住对话；关闭标签页或开始新对话后即会忘记。"],
      ["您的权利", `您可以要求 ${name} 提供、更正或删除与您有关的内容${contact ? `：${contact}` : ""}。您也可以向隐私监管机构投诉；在澳大利亚为澳大利亚信息专员办公室（oaic.gov.au）。`],
    ],
  },
};

const TABLES = { en: english, de: german, es: spanish, fr: french, it: italian, "zh-Hans": chinese };

/** Return {language, words} for the first of the visitor's `languages` that has a table and is one of the
 * `shops` (any if it names none), else for the shop's own, else for English. */
export function chooseWords(languages, shops = []) {
  const nameOf = (tag) => (/^zh\b/i.test(tag) ? "zh-Hans" : tag.split("-")[0].toLowerCase());
  const spoken = shops.length ? shops.map(nameOf) : Object.keys(TABLES);
  const fits = (name) => spoken.includes(name) && Object.hasOwn(TABLES, name);
  const language = languages.map(nameOf).find(fits) ?? (shops.length ? spoken[0] : "en");
  return { language, words: TABLES[language] };
}

/** Word the elements marked data-text, data-label and data-placeholder, and set the page's language. */
export function applyWords({ language, words }) {
  document.documentElement.lang = language;
  for (const node of document.querySelectorAll("[data-text]")) node.textContent = words[node.dataset.text];
  for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", words[node.dataset.label]);
  for (const node of document.querySelectorAll("[data-placeholder]")) node.placeholder = words[node.dataset.placeholder];
}
