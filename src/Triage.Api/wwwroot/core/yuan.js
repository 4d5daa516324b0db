// Sums of money as people write them.

/** '2.4万' is 24000, '3,200' is 3200; NaN where it is no sum. */
export function yuan(value) {
  const [, digits, wan] = /^([\d,]*\.?\d*)\s*(万)?\s*(?:元|圆)?$/.exec(String(value).normalize('NFKC').trim()) ?? [];
  const plain = digits?.replace(/,/g, '');
  return plain && plain !== '.' ? Math.round(Number(plain) * (wan ? 10_000 : 1) * 10_000) / 10_000 : NaN;
}
