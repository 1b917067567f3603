/**
 * The Content-Security-Policy of the page: nothing inline, nothing from elsewhere, no eval.
 * Sent as a header by the servers here, and written as a <meta> tag into the built pages for any other server.
 */
export const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "object-src 'none'",
  "base-uri 'none'",
].join("; ");

/** Headers of the built site; any origin may embed it, so its scripts may be read from any origin. */
export const siteHeaders = {
  "Content-Security-Policy": contentSecurityPolicy,
  "Access-Control-Allow-Origin": "*",
  "X-Content-Type-Options": "nosniff",
};
