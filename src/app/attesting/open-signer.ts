import type { EventSink } from '../../engine/events.js';
import { sigstoreBeside } from '../../signing/load-sigstore.js';
import { httpClientOf } from '../host/http-client.js';
import type { BuildOptions } from '../options/build-options.js';
import type { HostSettings } from '../options/host-settings.js';
import { signingSettingsOf } from '../options/process/signing-environment.js';
import { ImageSigner } from './image-signer.js';

/**
 * What signs the images of a build; `undefined` if nothing is signed: nobody asked for it, or nothing is pushed, as on a pull request.
 *
 * @throws UserError when nothing here says who signs
 */
export function openSigner(
  { attestations, outputs }: Pick<BuildOptions, 'attestations' | 'outputs'>,
  host: HostSettings,
  sink: EventSink,
  signal: AbortSignal,
): { readonly signer: ImageSigner; close(): void } | undefined {
  if (attestations.signed === undefined || !outputs.some(({ type }) => type === 'registry')) return undefined;
  const http = httpClientOf(host);
  const settings = host.signing ?? signingSettingsOf({});
  const signer = new ImageSigner({ settings, http, loadSigstore: sigstoreBeside(host.workerEntry), sink, signal });
  return { signer, close: () => http.close() };
}
