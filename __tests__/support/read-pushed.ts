interface Described {
  readonly digest: string;
}

/** The manifest of a pushed image for one platform. @param reference `repository:tag` */
export async function readManifest(
  registry: string,
  reference: string,
): Promise<{ readonly config: Described; readonly layers: readonly Described[] }> {
  const [repository = '', tag = ''] = reference.split(':');
  const accept = 'application/vnd.oci.image.manifest.v1+json';
  const response = await fetch(`${registry}/v2/${repository}/manifests/${tag}`, { headers: { accept } });
  if (!response.ok) throw new Error(`${reference}: ${response.status} ${await response.text()}`);
  return (await response.json()) as { readonly config: Described; readonly layers: readonly Described[] };
}
