import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

import { REPOSITORY, transpileInto } from '../support/transpiled-sources.js';

/** The global array with the counters of instrumented sources. `thread.ts` makes it before it loads the sources. */
const COUNTERS = '__fuzzCounters';

/** Sources that Node can run, with facts about them. */
export interface Instrumented {
  readonly folder: string;
  /** Number of counters. */
  readonly counters: number;
  /** Literals in the sources. Most comparisons are with one of them. */
  readonly tokens: readonly string[];
}

/** The product, and small programs with planted errors that test the fuzzer itself. The fuzzer's own code has no counters. */
const COUNTED = /^(?:src|__tests__\/fuzz\/planted)\//;

/**
 * Compiles sources and everything that they import into an empty folder, with a counter at each branch.
 *
 * @param names paths relative to the repository
 */
export function instrumentInto(folder: string, names: readonly string[]): Instrumented {
  let counters = 0;
  const tokens = new Set<string>();
  mkdirSync(folder, { recursive: true });
  transpileInto(folder, names, REPOSITORY, (name) =>
    COUNTED.test(name) ? [countBranches(() => counters++), noteLiterals(tokens)] : [],
  );
  // Imports of packages must also work from that folder.
  symlinkSync(join(REPOSITORY, 'node_modules'), join(folder, 'node_modules'));
  return { folder, counters, tokens: [...tokens] };
}

/** A counter is added at the start of each function, branch and loop, and after each `&&`, `||`, `??` and `?`. */
function countBranches(next: () => number): ts.TransformerFactory<ts.SourceFile> {
  return (context) => {
    const { factory: make } = context;
    const counter = (): ts.Expression =>
      make.createPostfixIncrement(make.createElementAccessExpression(make.createIdentifier(COUNTERS), next()));
    const counted = (expression: ts.Expression): ts.Expression =>
      make.createParenthesizedExpression(make.createComma(counter(), expression));
    const statement = (): ts.Statement => make.createExpressionStatement(counter());
    const counting = (body: ts.Statement): ts.Block =>
      make.createBlock([statement(), ...(ts.isBlock(body) ? body.statements : [body])], true);
    const body = <T extends ts.ConciseBody | ts.FunctionBody>(old: T): T =>
      (ts.isBlock(old) ? counting(old) : counted(old)) as T;

    const visit = (old: ts.Node): ts.Node => {
      const node = ts.visitEachChild(old, visit, context);
      if (ts.isIfStatement(node)) {
        const otherwise =
          node.elseStatement === undefined ? make.createBlock([statement()]) : counting(node.elseStatement);
        return make.updateIfStatement(node, node.expression, counting(node.thenStatement), otherwise);
      }
      if (ts.isConditionalExpression(node)) {
        const { condition, questionToken, whenTrue, colonToken, whenFalse } = node;
        return make.updateConditionalExpression(
          node,
          condition,
          questionToken,
          counted(whenTrue),
          colonToken,
          counted(whenFalse),
        );
      }
      if (ts.isBinaryExpression(node) && isShortCut(node.operatorToken.kind))
        return make.updateBinaryExpression(node, node.left, node.operatorToken, counted(node.right));
      if (ts.isCaseClause(node)) return make.updateCaseClause(node, node.expression, [statement(), ...node.statements]);
      if (ts.isDefaultClause(node)) return make.updateDefaultClause(node, [statement(), ...node.statements]);
      if (ts.isForStatement(node))
        return make.updateForStatement(
          node,
          node.initializer,
          node.condition,
          node.incrementor,
          counting(node.statement),
        );
      if (ts.isForOfStatement(node))
        return make.updateForOfStatement(
          node,
          node.awaitModifier,
          node.initializer,
          node.expression,
          counting(node.statement),
        );
      if (ts.isForInStatement(node))
        return make.updateForInStatement(node, node.initializer, node.expression, counting(node.statement));
      if (ts.isWhileStatement(node)) return make.updateWhileStatement(node, node.expression, counting(node.statement));
      if (ts.isDoStatement(node)) return make.updateDoStatement(node, counting(node.statement), node.expression);
      if (ts.isCatchClause(node)) return make.updateCatchClause(node, node.variableDeclaration, counting(node.block));
      if (ts.isArrowFunction(node)) {
        const { modifiers, typeParameters, parameters, type, equalsGreaterThanToken } = node;
        return make.updateArrowFunction(
          node,
          modifiers,
          typeParameters,
          parameters,
          type,
          equalsGreaterThanToken,
          body(node.body),
        );
      }
      if (ts.isFunctionDeclaration(node) && node.body !== undefined) {
        const { modifiers, asteriskToken, name, typeParameters, parameters, type } = node;
        return make.updateFunctionDeclaration(
          node,
          modifiers,
          asteriskToken,
          name,
          typeParameters,
          parameters,
          type,
          body(node.body),
        );
      }
      if (ts.isMethodDeclaration(node) && node.body !== undefined) {
        const { modifiers, asteriskToken, name, questionToken, typeParameters, parameters, type } = node;
        return make.updateMethodDeclaration(
          node,
          modifiers,
          asteriskToken,
          name,
          questionToken,
          typeParameters,
          parameters,
          type,
          body(node.body),
        );
      }
      return node;
    };
    return (file) => ts.visitEachChild(file, visit, context);
  };
}

function isShortCut(kind: ts.SyntaxKind): boolean {
  return (
    kind === ts.SyntaxKind.AmpersandAmpersandToken ||
    kind === ts.SyntaxKind.BarBarToken ||
    kind === ts.SyntaxKind.QuestionQuestionToken
  );
}

/** Texts and bytes in the sources. Longer texts, and texts with blanks, are left out, since they are parts of messages. */
function noteLiterals(tokens: Set<string>): ts.TransformerFactory<ts.SourceFile> {
  return (context) => (file) => {
    const visit = (node: ts.Node): ts.Node => {
      if (ts.isImportDeclaration(node)) return node;
      const text = literalIn(node);
      if (text !== undefined) tokens.add(text);
      return ts.visitEachChild(node, visit, context);
    };
    return ts.visitEachChild(file, visit, context);
  };
}

function literalIn(node: ts.Node): string | undefined {
  if (ts.isNumericLiteral(node)) return Number(node.text) < 256 ? String.fromCharCode(Number(node.text)) : node.text;
  if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name)) return node.name.text;
  return ts.isStringLiteralLike(node) && /^[\x21-\x7e]{1,60}$/.test(node.text) ? node.text : undefined;
}
