/** A style sheet as text, for adoption into a shadow root. */
declare module "*.css?inline" {
  const text: string;
  export { text as default };
}
