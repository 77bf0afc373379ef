// Where unsent words are kept on this device. Keys carry the user's id: ward PCs are shared.

const PREFIX = "hr-draft:";

export const draftKey = (user, key) => `${PREFIX}${user || "guest"}:${key}`;

/** What the form holds, as pairs; files, tokens and hidden bookkeeping stay out. */
export function pairsOf(entries) {
  return [...entries].filter(([name, value]) => typeof value === "string" && name !== "csrf_token" && name !== "version");
}

export function keep(storage, key, pairs, at) {
  try { storage.setItem(key, JSON.stringify({ pairs, at })); return true; } catch { return false; } // full, or a private window
}

/** The kept draft, or null. A broken one is dropped rather than shown. */
export function recall(storage, key) {
  try {
    const draft = JSON.parse(storage.getItem(key) ?? "null");
    return Array.isArray(draft?.pairs) && typeof draft.at === "number" ? draft : null;
  } catch {
    return null;
  }
}

export function forget(storage, key) {
  try { storage.removeItem(key); } catch { /* nothing was kept */ }
}

/** Groups pairs by name: {name: [values]}. */
export function byName(pairs) {
  const groups = new Map();
  for (const [name, value] of pairs) groups.set(name, [...(groups.get(name) ?? []), value]);
  return groups;
}
