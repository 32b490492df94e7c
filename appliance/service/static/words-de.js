/* The words of the pages in German. */

export const german = {
  aiLabel: "Sie sprechen mit einem KI-Assistenten. Er kann sich irren: Fragen Sie bei Wichtigem im Geschäft nach.",
  privacyText: (days) =>
    days
      ? `Was Sie schreiben, dient der Antwort und wird bis zu ${days} Tage aufbewahrt.`
      : "Was Sie schreiben, dient der Antwort.",
  privacyLink: "Datenschutzhinweis",
  greeting: "Hallo! Fragen Sie nach Produkten, Preisen, Verfügbarkeit, Lieferung oder Rückgabe.",
  conversation: "Unterhaltung",
  messages: "Nachrichten",
  suggestions: "Vorgeschlagene Fragen",
  messageLabel: "Ihre Nachricht",
  placeholder: "Stellen Sie eine Frage…",
  send: "Senden",
  stop: "Anhalten",
  close: "Chat schließen",
  restart: "Neuer Chat",
  restarted: "Ein neuer Chat hat begonnen.",
  you: "Sie:",
  assistant: "Assistent:",
  thinking: "Die Antwort wird gesucht…",
  wording: "Die Antwort wird geschrieben…",
  ahead: (people) => (people === 1 ? "1 Person ist vor Ihnen" : `${people} Personen sind vor Ihnen`),
  stopped: "Angehalten.",
  offline: "Sie sind offline. Nachrichten können gesendet werden, sobald die Verbindung wieder da ist.",
  retry: "Noch einmal versuchen",
  retryAfter: (seconds) =>
    seconds < 90
      ? `In etwa ${Math.ceil(seconds)} Sekunden können Sie es noch einmal versuchen.`
      : `In etwa ${Math.ceil(seconds / 60)} Minuten können Sie es noch einmal versuchen.`,
  network: "Der Assistent des Geschäfts ist zurzeit nicht erreichbar.",
  cut: "Die Verbindung brach ab, bevor die Antwort vollständig war.",
  service: "Der Assistent des Geschäfts konnte nicht antworten.",
  products: "Produkte",
  priceRange: (low, high) => `${low} bis ${high}`,
  was: "vorher",
  inStock: "Vorrätig",
  outOfStock: "Ausverkauft",
  backorder: "Bestellbar",
  newTab: "öffnet einen neuen Tab",
  thumb: {
    ask: "War diese Antwort hilfreich?",
    up: "Hilfreich",
    down: "Nicht hilfreich",
    thanks: "Danke.",
    failed: "Das konnte nicht gesendet werden.",
  },
  sources: (count) => (count === 1 ? "1 Quelle" : `${count} Quellen`),
  page: (number) => `Seite ${number}`,
  ask: {
    hours: "Wie sind Ihre Öffnungszeiten?",
    address: "Wo finde ich Sie?",
    contact: "Wie erreiche ich Sie?",
  },
  askMore: (title) => `Erzählen Sie mir mehr über ${title}`,
  askOption: (title, value) => `Ist ${title} in ${value} verfügbar?`,
  askCompare: (one, other) => `Was ist der Unterschied zwischen ${one} und ${other}?`,
  notice: {
    title: "Datenschutzhinweis",
    intro: (name) => `So geht der Chat von ${name} mit dem um, was Sie schreiben.`,
    sections: ({ name, contact, days }) => [
      ["Sie sprechen mit einer KI", "Antworten entstehen automatisch aus dem Sortiment und den Seiten des Geschäfts. Sie können falsch sein. Fragen Sie bei Wichtigem im Geschäft nach. Dieser Chat trifft keine Entscheidung über Sie."],
      ["Was erfasst wird", "Ihre Nachrichten und die Antworten darauf. Ihre Netzwerkadresse dient dazu, die Zahl der Fragen je Besucher zu begrenzen. Schreiben Sie keine Kartennummern, Passwörter oder Angaben über andere."],
      ["Wozu", `Um Ihnen zu antworten, und damit ${name} sehen und verbessern kann, wie Fragen beantwortet werden.`],
      ["Wohin es geht", "Ihre Nachrichten verarbeitet der eigene Computer des Geschäfts mit Programmen, die dort laufen. Sie gehen an keinen KI-Anbieter. Bilder von Produkten können von der Website des Geschäfts geladen werden."],
      ["Wie lange es aufbewahrt wird", days ? `Unterhaltungen werden spätestens nach ${days} Tagen gelöscht.` : `Fragen Sie ${name}, wie lange Unterhaltungen aufbewahrt werden.`],
      ["Auf Ihrem Gerät", "Es werden keine Cookies gesetzt. Nach Ihrer ersten Nachricht merkt sich dieser Tab die Unterhaltung; er vergisst sie, wenn Sie ihn schließen oder einen neuen Chat beginnen."],
      ["Ihre Rechte", `Sie können ${name} bitten, Ihnen zu zeigen, zu berichtigen oder zu löschen, was über Sie aufbewahrt wird${contact ? `: ${contact}` : ""}. Sie können sich auch bei der Datenschutzbehörde beschweren; in Australien ist das das Office of the Australian Information Commissioner (oaic.gov.au).`],
    ],
  },
};
