import { Ajv } from 'ajv';

/** Hexadecimal digests by algorithm (in-toto Attestation Framework, "DigestSet"). */
const DIGESTS = {
  type: 'object',
  minProperties: 1,
  propertyNames: { enum: ['sha256', 'sha512', 'sha1', 'gitCommit'] },
  additionalProperties: { type: 'string', pattern: '^[0-9a-f]{40,128}$' },
};
const TIME = { type: 'string', pattern: String.raw`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$` };
const URI = { type: 'string', pattern: '^(pkg:|[a-z][a-z0-9+.-]*://|[\\w.-]+@)' };

/** https://slsa.dev/spec/v1.1/provenance, "Model" and "Schema". `builder.id` may be empty, as in BuildKit. */
const V1 = {
  type: 'object',
  required: ['buildDefinition', 'runDetails'],
  properties: {
    buildDefinition: {
      type: 'object',
      required: ['buildType', 'externalParameters'],
      properties: {
        buildType: URI,
        externalParameters: { type: 'object' },
        internalParameters: { type: 'object' },
        resolvedDependencies: {
          type: 'array',
          items: { type: 'object', required: ['uri'], properties: { uri: URI, digest: DIGESTS } },
        },
      },
      additionalProperties: false,
    },
    runDetails: {
      type: 'object',
      required: ['builder'],
      properties: {
        builder: {
          type: 'object',
          required: ['id'],
          properties: { id: { type: 'string' }, version: { type: 'object', additionalProperties: { type: 'string' } } },
        },
        metadata: {
          type: 'object',
          properties: { invocationId: { type: 'string' }, startedOn: TIME, finishedOn: TIME },
          // Extension fields are `<vendor>_<name>`.
          patternProperties: { '^buildkit_[a-z]+$': {} },
          additionalProperties: false,
        },
      },
      additionalProperties: false,
    },
  },
  additionalProperties: false,
};

/** https://slsa.dev/spec/v0.2/provenance, "Schema". */
const V02 = {
  type: 'object',
  required: ['builder', 'buildType'],
  properties: {
    builder: { type: 'object', required: ['id'], properties: { id: { type: 'string' } } },
    buildType: URI,
    invocation: {
      type: 'object',
      properties: {
        configSource: {
          type: 'object',
          properties: { uri: URI, digest: DIGESTS, entryPoint: { type: 'string' } },
          additionalProperties: false,
        },
        parameters: { type: 'object' },
        environment: { type: 'object' },
      },
      additionalProperties: false,
    },
    buildConfig: { type: 'object' },
    metadata: {
      type: 'object',
      properties: {
        buildInvocationID: { type: 'string' },
        buildStartedOn: TIME,
        buildFinishedOn: TIME,
        completeness: {
          type: 'object',
          properties: {
            parameters: { type: 'boolean' },
            environment: { type: 'boolean' },
            materials: { type: 'boolean' },
          },
          additionalProperties: false,
        },
        reproducible: { type: 'boolean' },
      },
      patternProperties: { '^https://': {} },
      additionalProperties: false,
    },
    materials: {
      type: 'array',
      items: { type: 'object', properties: { uri: URI, digest: DIGESTS }, additionalProperties: false },
    },
  },
  additionalProperties: false,
};

const PREDICATES: Readonly<Record<string, object>> = {
  'https://slsa.dev/provenance/v1': V1,
  'https://slsa.dev/provenance/v0.2': V02,
};

/** https://github.com/in-toto/attestation, `spec/v1/statement.md`. */
const STATEMENT = {
  type: 'object',
  required: ['_type', 'subject', 'predicateType'],
  properties: {
    _type: { const: 'https://in-toto.io/Statement/v1' },
    subject: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['digest'],
        properties: { name: { type: 'string', minLength: 1 }, digest: DIGESTS },
      },
    },
    predicateType: URI,
    predicate: { type: 'object' },
  },
  additionalProperties: false,
};

/**
 * Checks a statement against the public specifications of in-toto and SLSA, which have no JSON schema of their own that could be
 * installed: these are written from their text.
 *
 * @returns what is wrong with it
 */
export function checkProvenance(statement: unknown): readonly string[] {
  const ajv = new Ajv({ strict: false, allErrors: true });
  const wrong = (schema: object, value: unknown): readonly string[] => {
    const validate = ajv.compile(schema);
    return validate(value)
      ? []
      : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ''}`);
  };
  const inStatement = wrong(STATEMENT, statement);
  if (inStatement.length > 0) return inStatement;
  const { predicateType, predicate } = statement as { readonly predicateType: string; readonly predicate: unknown };
  const schema = PREDICATES[predicateType];
  return schema === undefined ? [`unknown predicate ${predicateType}`] : wrong(schema, predicate);
}
