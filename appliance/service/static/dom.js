/* Elements from data: every text becomes a text node, so nothing a stranger wrote is ever markup. */

/** Return a new element; `attributes` whose value is null, undefined or false are left out. */
export function element(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "onclick") node.addEventListener("click", value);
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(key, value);
  }
  node.append(...children.filter((child) => child !== null));
  return node;
}

/** Return the page's configuration, which the service wrote into the page. */
export function readConfig() {
  return JSON.parse(document.getElementById("config").textContent);
}
