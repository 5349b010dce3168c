import type { EventSink } from '../../engine/events.js';
import { sigstoreBeside } from '../../signing/load-sigstore.js';
import { httpClientOf } from '../host/http-client.js';
import type { HostSettings } from '../options/host-settings.js';
import { signingSettingsOf } from '../options/process/signing-environment.js';
import { ImageSigner } from './image-signer.js';

/**
 * What signs images for this process.
 *
 * @throws UserError when nothing here says who signs
 */
export function openSigner(
  host: HostSettings,
  sink: EventSink,
  signal: AbortSignal,
): { readonly signer: ImageSigner; close(): void } {
  const http = httpClientOf(host);
  const settings = host.signing ?? signingSettingsOf({});
  const signer = new ImageSigner({ settings, http, loadSigstore: sigstoreBeside(host.workerEntry), sink, signal });
  return { signer, close: () => http.close() };
}
