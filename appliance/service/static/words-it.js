/* The words of the pages in Italian. */

export const italian = {
  aiLabel: "Sta parlando con un assistente IA. Può sbagliare: verifichi con il negozio ciò che è importante.",
  privacyText: (days) =>
    days
      ? `Ciò che scrive serve a risponderle e viene conservato al massimo ${days} giorni.`
      : "Ciò che scrive serve a risponderle.",
  privacyLink: "Informativa sulla privacy",
  greeting: "Buongiorno! Chieda pure di prodotti, prezzi, disponibilità, spedizioni o resi.",
  conversation: "Conversazione",
  messages: "Messaggi",
  suggestions: "Domande suggerite",
  messageLabel: "Il suo messaggio",
  placeholder: "Faccia una domanda…",
  send: "Invia",
  stop: "Interrompi",
  close: "Chiudi la chat",
  restart: "Nuova chat",
  restarted: "È iniziata una nuova chat.",
  you: "Lei:",
  assistant: "Assistente:",
  thinking: "Cerco una risposta…",
  wording: "Scrivo la risposta…",
  ahead: (people) => (people === 1 ? "C'è 1 persona prima di lei" : `Ci sono ${people} persone prima di lei`),
  stopped: "Interrotto.",
  offline: "È offline. Potrà inviare messaggi quando la connessione sarà ripristinata.",
  retry: "Riprova",
  retryAfter: (seconds) =>
    seconds < 90
      ? `Potrà riprovare tra circa ${Math.ceil(seconds)} secondi.`
      : `Potrà riprovare tra circa ${Math.ceil(seconds / 60)} minuti.`,
  network: "Al momento l'assistente del negozio non è raggiungibile.",
  cut: "La connessione si è interrotta prima che la risposta fosse completa.",
  service: "L'assistente del negozio non ha potuto rispondere.",
  products: "Prodotti",
  priceRange: (low, high) => `da ${low} a ${high}`,
  was: "prima",
  inStock: "Disponibile",
  outOfStock: "Esaurito",
  backorder: "Su prenotazione",
  newTab: "si apre in una nuova scheda",
  thumb: {
    ask: "Questa risposta le è stata utile?",
    up: "Utile",
    down: "Non utile",
    thanks: "Grazie.",
    failed: "Invio non riuscito.",
  },
  sources: (count) => (count === 1 ? "1 fonte" : `${count} fonti`),
  page: (number) => `pagina ${number}`,
  ask: {
    hours: "Quali sono i vostri orari?",
    address: "Dove siete?",
    contact: "Come posso contattarvi?",
  },
  askMore: (title) => `Mi parli di ${title}`,
  askOption: (title, value) => `${title} è disponibile in ${value}?`,
  askCompare: (one, other) => `Che differenza c'è tra ${one} e ${other}?`,
  notice: {
    title: "Informativa sulla privacy",
    intro: (name) => `Ecco come la chat di ${name} tratta ciò che scrive.`,
    sections: ({ name, contact, days }) => [
      ["Sta parlando con un'IA", "Le risposte sono composte automaticamente dal catalogo e dalle pagine del negozio. Possono essere errate. Verifichi con il negozio ciò che è importante. Questa chat non prende alcuna decisione su di lei."],
      ["Che cosa viene raccolto", "I messaggi che scrive e le risposte. Il suo indirizzo di rete serve a limitare quante domande può fare ogni visitatore. Non scriva numeri di carta, password né dati di altre persone."],
      ["A che cosa serve", `A risponderle, e a permettere a ${name} di vedere e migliorare le risposte.`],
      ["Dove va", "I suoi messaggi sono trattati sul computer del negozio, da programmi che funzionano lì. Non vengono inviati a nessun fornitore di IA. Le immagini dei prodotti possono provenire dal sito del negozio."],
      ["Per quanto tempo è conservato", days ? `Le conversazioni vengono cancellate al più tardi dopo ${days} giorni.` : `Chieda a ${name} per quanto tempo le conversazioni vengono conservate.`],
      ["Sul suo dispositivo", "Non vengono usati cookie. Dopo il primo messaggio questa scheda ricorda la conversazione; la dimentica quando la chiude o inizia una nuova chat."],
      ["I suoi diritti", `Può chiedere a ${name} di vedere, correggere o cancellare ciò che è conservato su di lei${contact ? `: ${contact}` : ""}. Può anche presentare reclamo all'autorità per la protezione dei dati; in Australia è l'Office of the Australian Information Commissioner (oaic.gov.au).`],
    ],
  },
};
