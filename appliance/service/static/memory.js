/* What this tab remembers: nothing before the first message, and nothing after the tab is closed. */

const MOST_TURNS = 30;

export class Memory {
  constructor(shop) {
    this.key = `shopwarden:${shop}`;
    this.session = null;
    this.turns = [];
    this.#read();
  }

  #read() {
    try {
      const { session, turns } = JSON.parse(sessionStorage.getItem(this.key)) ?? {};
      this.session = session ?? null;
      this.turns = turns ?? [];
    } catch {
      // The browser keeps nothing for framed pages here, or what it kept is not ours: start afresh.
    }
  }

  #write() {
    try {
      sessionStorage.setItem(this.key, JSON.stringify({ session: this.session, turns: this.turns }));
    } catch {
      // Refused or full: the conversation lives on in this page alone.
    }
  }

  keepSession(session) {
    this.session = session;
    this.#write();
  }

  keepTurn(question, answer) {
    this.turns = [...this.turns, { question, answer }].slice(-MOST_TURNS);
    this.#write();
  }

  /** Write what the turns say now: they are shared with the page. */
  keep() {
    this.#write();
  }

  forget() {
    this.session = null;
    this.turns = [];
    try {
      sessionStorage.removeItem(this.key);
    } catch {
      // There was nothing to keep it in.
    }
  }
}
