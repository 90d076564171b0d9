interface Component {
  readonly 'bom-ref': string;
  readonly name: string;
  readonly version: string;
  readonly properties?: readonly { readonly name: string; readonly value: string }[];
}

/** A bill of materials in CycloneDX, as far as it is looked into here. */
export interface Bill {
  readonly metadata: { readonly component: { readonly 'bom-ref': string } };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[];
}

/** What npm counts as no tool of development, as `name@version`: the package for servers brings these. */
export function forServers({ components }: Bill): ReadonlySet<string> {
  const isTool = ({ properties = [] }: Component) =>
    properties.some(({ name, value }) => name === 'cdx:npm:package:development' && value === 'true');
  return new Set(components.filter((part) => !isTool(part)).map(partOf));
}

/**
 * The bill with the parts that are shipped and nothing else.
 * @param shipped `name@version`
 * @throws Error when one of them is not in the bill: it would be shipped untold
 */
export function onlyShipped(bill: Bill, shipped: ReadonlySet<string>): Bill {
  const components = bill.components.filter((part) => shipped.has(partOf(part)));
  const told = new Set(components.map(partOf));
  const untold = [...shipped].filter((part) => !told.has(part));
  if (untold.length > 0) throw new Error(`not in the bill of materials: ${untold.join(', ')}`);
  const refs = new Set(components.map((part) => part['bom-ref']));
  const dependencies = bill.dependencies
    .filter(({ ref }) => refs.has(ref) || ref === bill.metadata.component['bom-ref'])
    .map((one) => ({ ...one, dependsOn: (one.dependsOn ?? []).filter((ref) => refs.has(ref)) }));
  return { ...bill, components, dependencies };
}

function partOf({ name, version }: Component): string {
  return `${name}@${version}`;
}
