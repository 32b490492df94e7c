/* One question to the service: server-sent events over fetch, and problem documents (RFC 9457). */

/** A refusal or failure. `kind` is "service" (it has the service's own sentence), "network" or "cut". */
export class Problem extends Error {
  constructor(kind, document = {}, retryAfter = 0) {
    super([document.detail || document.title, document.resolution].filter(Boolean).join(" "));
    this.kind = kind;
    this.retryAfter = retryAfter;
  }
}

async function problemOf(response) {
  const document = await response.json().catch(() => ({}));
  const seconds = Number(response.headers.get("Retry-After"));
  return new Problem("service", document, Number.isFinite(seconds) ? seconds : 0);
}

/** Yield the lines of a body; an unfinished last line is dropped, as the event it belongs to is cut. */
async function* lines(body) {
  let rest = "";
  for await (const chunk of pieces(body.pipeThrough(new TextDecoderStream()))) {
    const found = (rest + chunk).split(/\r?\n/);
    rest = found.pop();
    yield* found;
  }
}

async function* pieces(stream) {
  const reader = stream.getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
  } finally {
    reader.cancel().catch(() => {});
  }
}

/** Yield {name, data} of each server-sent event; data is JSON. */
async function* events(body) {
  let name = "message";
  let data = [];
  for await (const line of lines(body)) {
    if (line.startsWith("event:")) name = line.slice(6).trim();
    else if (line.startsWith("data:")) data.push(line.slice(5).replace(/^ /, ""));
    else if (line === "") {
      if (data.length) yield { name, data: JSON.parse(data.join("\n")) };
      [name, data] = ["message", []];
    }
  }
}

async function open(url, request, signal) {
  const response = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "text/event-stream" },
    body: JSON.stringify(request),
    credentials: "omit",
    cache: "no-store",
    signal,
  });
  if (!response.ok) throw await problemOf(response);
  return response.body;
}

/**
 * Yield {name, data} of the events `session`, `position`, `delta` and, last, `answer`.
 * Throws Problem; the AbortError of `signal` passes through.
 */
export async function* ask(url, request, signal) {
  try {
    for await (const event of events(await open(url, request, signal))) {
      if (event.name === "problem") throw new Problem("service", event.data);
      yield event;
      if (event.name === "answer") return;
    }
  } catch (error) {
    if (error instanceof Problem || error.name === "AbortError") throw error;
    throw new Problem("network");
  }
  throw new Problem("cut");
}
