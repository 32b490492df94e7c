/* Which addresses may become links and pictures. */

function parse(address, base) {
  try {
    return new URL(address, base);
  } catch {
    return null;
  }
}

/** Return the web address as a URL, or null for anything but http and https. */
export function webAddress(address) {
  const url = parse(address);
  return url && (url.protocol === "https:" || url.protocol === "http:") && !url.username ? url : null;
}

/** Tell whether `url` lies on one of the shop's own hosts or below it (`www.` is the same host). */
export function isOwn(url, hosts) {
  const bare = (host) => host.replace(/^www\./, "");
  const host = bare(url.hostname);
  return hosts.map(bare).some((own) => host === own || host.endsWith(`.${own}`));
}

/** Return the address of a link in running text: only the shop's own website, else null. */
export function ownAddress(address, hosts) {
  const url = webAddress(address);
  return url && isOwn(url, hosts) ? url.href : null;
}

/** Return the address of a picture: https, or this very service, else null. */
export function pictureAddress(address) {
  const url = address ? parse(address, location.href) : null;
  return url && (url.protocol === "https:" || url.origin === location.origin) ? url.href : null;
}
