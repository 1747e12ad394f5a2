// Reads the last day of a log, up to two minutes ago, unless mintime and maxtime are set.
for (const [name, seconds] of [['mintime', 86400], ['maxtime', 120]]) {
  if (!pm.variables.get(name)) pm.variables.set(name, String(Date.now() - seconds * 1000));
}
