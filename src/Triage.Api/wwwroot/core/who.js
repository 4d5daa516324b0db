// People by name: a record keeps the user name of an account; `names` of a case, and the court's book, know who that is.

/** The name of whoever signs in with this user name, or has this id; the word itself where nobody knows. */
export const nameOf = (who, court, names) => (who === 'system' ? '系统' : names?.[who] ?? [...(court?.judges ?? []), ...(court?.staff ?? []), ...(court?.mediators ?? [])].find(one => one.id === who)?.name ?? who);
