// People by name: the case keeps the user name of an account, the court's book knows who that is.

/** The name of whoever signs in with this user name, or has this id; the word itself where nobody knows. */
export const nameOf = (who, court) => (who === 'system' ? '系统' : court?.people?.[who] ?? court?.accounts?.[who] ?? [...(court?.judges ?? []), ...(court?.staff ?? []), ...(court?.mediators ?? [])].find(one => one.id === who)?.name ?? who);
