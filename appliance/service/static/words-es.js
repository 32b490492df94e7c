/* The words of the pages in Spanish. */

export const spanish = {
  aiLabel: "Habla con un asistente de IA. Puede equivocarse: confirme con la tienda lo que sea importante.",
  privacyText: (days) =>
    days
      ? `Lo que escribe se usa para responderle y se guarda como máximo ${days} días.`
      : "Lo que escribe se usa para responderle.",
  privacyLink: "Aviso de privacidad",
  greeting: "¡Hola! Pregunte por productos, precios, existencias, envíos o devoluciones.",
  conversation: "Conversación",
  messages: "Mensajes",
  suggestions: "Preguntas sugeridas",
  messageLabel: "Su mensaje",
  placeholder: "Haga una pregunta…",
  send: "Enviar",
  stop: "Detener",
  close: "Cerrar el chat",
  restart: "Nuevo chat",
  restarted: "Ha empezado un chat nuevo.",
  you: "Usted:",
  assistant: "Asistente:",
  thinking: "Buscando una respuesta…",
  wording: "Escribiendo la respuesta…",
  ahead: (people) => (people === 1 ? "Hay 1 persona delante de usted" : `Hay ${people} personas delante de usted`),
  stopped: "Detenido.",
  offline: "No tiene conexión. Podrá enviar mensajes cuando vuelva.",
  retry: "Intentar de nuevo",
  retryAfter: (seconds) =>
    seconds < 90
      ? `Puede intentarlo de nuevo en unos ${Math.ceil(seconds)} segundos.`
      : `Puede intentarlo de nuevo en unos ${Math.ceil(seconds / 60)} minutos.`,
  network: "En este momento no se puede contactar con el asistente de la tienda.",
  cut: "La conexión se cortó antes de que la respuesta estuviera completa.",
  service: "El asistente de la tienda no pudo responder.",
  products: "Productos",
  priceRange: (low, high) => `de ${low} a ${high}`,
  was: "antes",
  inStock: "En stock",
  outOfStock: "Agotado",
  backorder: "Por encargo",
  newTab: "se abre en una pestaña nueva",
  thumb: {
    ask: "¿Le ha sido útil esta respuesta?",
    up: "Útil",
    down: "No útil",
    thanks: "Gracias.",
    failed: "No se ha podido enviar.",
  },
  sources: (count) => (count === 1 ? "1 fuente" : `${count} fuentes`),
  page: (number) => `página ${number}`,
  ask: {
    hours: "¿Cuál es su horario?",
    address: "¿Dónde están?",
    contact: "¿Cómo puedo contactarles?",
  },
  askMore: (title) => `Cuénteme más sobre ${title}`,
  askOption: (title, value) => `¿Está disponible ${title} en ${value}?`,
  askCompare: (one, other) => `¿Qué diferencia hay entre ${one} y ${other}?`,
  notice: {
    title: "Aviso de privacidad",
    intro: (name) => `Así trata el chat de ${name} lo que usted escribe.`,
    sections: ({ name, contact, days }) => [
      ["Habla con una IA", "Las respuestas se elaboran automáticamente con el catálogo y las páginas de la tienda. Pueden ser erróneas. Confirme con la tienda lo que sea importante. Este chat no toma ninguna decisión sobre usted."],
      ["Qué se recoge", "Los mensajes que escribe y sus respuestas. Su dirección de red sirve para limitar cuántas preguntas puede hacer cada visitante. No escriba números de tarjeta, contraseñas ni datos de otras personas."],
      ["Para qué se usa", `Para responderle, y para que ${name} vea y mejore cómo se responden las preguntas.`],
      ["Adónde va", "Sus mensajes se tratan en el propio ordenador de la tienda, con programas que funcionan allí. No se envían a ningún proveedor de IA. Las imágenes de los productos pueden cargarse desde el sitio web de la tienda."],
      ["Cuánto se guarda", days ? `Las conversaciones se borran a los ${days} días como máximo.` : `Pregunte a ${name} cuánto tiempo se guardan las conversaciones.`],
      ["En su dispositivo", "No se usan cookies. Tras su primer mensaje, esta pestaña recuerda la conversación; la olvida cuando la cierra o empieza un chat nuevo."],
      ["Sus derechos", `Puede pedir a ${name} que le muestre, corrija o borre lo que se guarda sobre usted${contact ? `: ${contact}` : ""}. También puede reclamar ante la autoridad de protección de datos; en Australia es la Office of the Australian Information Commissioner (oaic.gov.au).`],
    ],
  },
};
