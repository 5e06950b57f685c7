/* The identities of a result form, evaluated in the browser: for the entry page and the capture page.
   They only help; the server decides (siaga.desks.results.figures.judge), and a browser test compares the two. */
self.siagaIdentities = (function () {
  "use strict";

  /* What a thumb types as a whole number, thousands dots allowed; null for anything else. */
  function whole(text) {
    const typed = text.trim();
    const grouped = /^[0-9]{1,3}(\.[0-9]{3})+$/.test(typed);
    return grouped || /^[0-9]{1,6}$/.test(typed) ? Number(grouped ? typed.replace(/\./g, "") : typed) : null;
  }

  function sum(side, known) {
    const shares = side.shares.map(([over, under, name]) => Math.ceil((known[name] * over) / under));
    return [...side.figures.map((name) => known[name]), ...shares].reduce((a, b) => a + b, side.constant);
  }

  function holds(relation, difference) {
    if (relation === "=") return difference === 0;
    return relation === "<=" ? difference <= 0 : difference >= 0;
  }

  /* The identities that figures known by name break, each with its wording filled in. */
  function broken(identities, known, number) {
    return identities.flatMap((identity) => {
      if (identity.onlyWithout.some((name) => name in known)) return [];
      if (!identity.names.every((name) => name in known)) return [];
      const left = sum(identity.left, known), right = sum(identity.right, known);
      if (holds(identity.relation, left - right)) return [];
      const values = { left, right, difference: left - right };
      const message = identity.message.replace(/\{(left|right|difference)\}/g, (_, name) => number.format(values[name]));
      return [{ ...identity, message }];
    });
  }

  return { whole, broken };
})();
