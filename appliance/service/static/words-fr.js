/* The words of the pages in French. */

export const french = {
  aiLabel: "Vous parlez à un assistant IA. Il peut se tromper : vérifiez auprès de la boutique ce qui est important.",
  privacyText: (days) =>
    days
      ? `Ce que vous écrivez sert à vous répondre et est conservé ${days} jours au plus.`
      : "Ce que vous écrivez sert à vous répondre.",
  privacyLink: "Confidentialité",
  greeting: "Bonjour ! Posez vos questions sur les produits, les prix, le stock, la livraison ou les retours.",
  conversation: "Conversation",
  messages: "Messages",
  suggestions: "Questions proposées",
  messageLabel: "Votre message",
  placeholder: "Posez une question…",
  send: "Envoyer",
  stop: "Arrêter",
  close: "Fermer le chat",
  restart: "Nouveau chat",
  restarted: "Un nouveau chat a commencé.",
  you: "Vous :",
  assistant: "Assistant :",
  thinking: "Recherche d'une réponse…",
  wording: "Rédaction de la réponse…",
  ahead: (people) => (people === 1 ? "1 personne est avant vous" : `${people} personnes sont avant vous`),
  stopped: "Arrêté.",
  offline: "Vous êtes hors ligne. Les messages pourront être envoyés une fois la connexion rétablie.",
  retry: "Réessayer",
  retryAfter: (seconds) =>
    seconds < 90
      ? `Vous pourrez réessayer dans environ ${Math.ceil(seconds)} secondes.`
      : `Vous pourrez réessayer dans environ ${Math.ceil(seconds / 60)} minutes.`,
  network: "L'assistant de la boutique est injoignable pour le moment.",
  cut: "La connexion a été coupée avant la fin de la réponse.",
  service: "L'assistant de la boutique n'a pas pu répondre.",
  products: "Produits",
  priceRange: (low, high) => `de ${low} à ${high}`,
  was: "avant",
  inStock: "En stock",
  outOfStock: "Épuisé",
  backorder: "Sur commande",
  newTab: "s'ouvre dans un nouvel onglet",
  thumb: {
    ask: "Cette réponse vous a-t-elle aidé ?",
    up: "Utile",
    down: "Pas utile",
    thanks: "Merci.",
    failed: "L'envoi a échoué.",
  },
  sources: (count) => (count === 1 ? "1 source" : `${count} sources`),
  page: (number) => `page ${number}`,
  ask: {
    hours: "Quels sont vos horaires ?",
    address: "Où êtes-vous ?",
    contact: "Comment vous joindre ?",
  },
  askMore: (title) => `Dites-m'en plus sur ${title}`,
  askOption: (title, value) => `${title} est-il disponible en ${value} ?`,
  askCompare: (one, other) => `Quelle est la différence entre ${one} et ${other} ?`,
  notice: {
    title: "Confidentialité",
    intro: (name) => `Voici comment le chat de ${name} traite ce que vous écrivez.`,
    sections: ({ name, contact, days }) => [
      ["Vous parlez à une IA", "Les réponses sont établies automatiquement à partir du catalogue et des pages de la boutique. Elles peuvent être fausses. Vérifiez auprès de la boutique ce qui est important. Ce chat ne prend aucune décision vous concernant."],
      ["Ce qui est recueilli", "Les messages que vous écrivez et leurs réponses. Votre adresse réseau sert à limiter le nombre de questions par visiteur. N'écrivez ni numéro de carte, ni mot de passe, ni renseignements sur d'autres personnes."],
      ["À quoi cela sert", `À vous répondre, et à permettre à ${name} de voir et d'améliorer les réponses.`],
      ["Où cela va", "Vos messages sont traités sur l'ordinateur de la boutique par des logiciels qui y fonctionnent. Ils ne sont envoyés à aucun fournisseur d'IA. Les images des produits peuvent venir du site de la boutique."],
      ["Durée de conservation", days ? `Les conversations sont effacées au bout de ${days} jours au plus.` : `Demandez à ${name} combien de temps les conversations sont conservées.`],
      ["Sur votre appareil", "Aucun cookie n'est déposé. Après votre premier message, cet onglet se souvient de la conversation ; il l'oublie quand vous le fermez ou commencez un nouveau chat."],
      ["Vos droits", `Vous pouvez demander à ${name} de voir, de corriger ou d'effacer ce qui est conservé à votre sujet${contact ? ` : ${contact}` : ""}. Vous pouvez aussi saisir l'autorité de protection des données ; en Australie, c'est l'Office of the Australian Information Commissioner (oaic.gov.au).`],
    ],
  },
};
