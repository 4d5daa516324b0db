// The reference reads our own document and asks nobody else: no proxy, no remote fonts, no telemetry, no assistant.
Scalar.createApiReference('#reference', {
  url: '/openapi/v1.json',
  withDefaultFonts: false,
  telemetry: false,
  hideClientButton: true,
  showDeveloperTools: 'never',
  agent: { disabled: true },
  mcp: { disabled: true },
  documentDownloadType: 'json',
});
