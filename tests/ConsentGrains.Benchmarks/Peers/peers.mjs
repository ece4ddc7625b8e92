// The decisions of ./build.sh bench n11 by an engine that others wrote, which holds what it needs in memory. One line of JSON a round: microseconds of this
// process's processor per decision. Nothing is counted that was not answered rightly. One engine a process: beside each other they share functions that V8 then
// compiles for both, and its Node.js 20 now and then dies of that.
import { preparsePolicySet, statefulIsAuthorized } from '@cedar-policy/cedar-wasm/nodejs';
import { newEnforcer, newModelFromString } from 'casbin';

const name = process.argv[2];
const [customers, rounds, decisions] = process.argv.slice(3).map(Number);
const items = ['ELS-EL-3/name', 'ELS-EL-3/address', 'ELS-EL-3/payment'];
const purpose = 'ELS-EL-2-PU3';
const stated = [...items, 'ELS-EL-3/phone', 'ELS-EL-3/usage'];
const people = Array.from({ length: customers }, (_, i) => ({ id: `els/C-${String(i).padStart(6, '0')}`, operator: 'els', active: true, stopped: [] }));

// In Cedar: the purpose is an entity with its items, the customer one with its operator, its contract and what was stopped.
const policy = `permit (principal, action == Action::"use", resource is Customer) when {
  resource.operator == principal && resource.active && context.purpose.items.containsAll(context.items) && !resource.stopped.contains(context.purpose)
};`;
const entity = (person) => ({
  uid: { type: 'Customer', id: person.id },
  attrs: { operator: { __entity: { type: 'Party', id: person.operator } }, active: person.active, stopped: person.stopped.map((id) => ({ __entity: { type: 'Purpose', id } })) },
  parents: [],
});
const purposeEntity = { uid: { type: 'Purpose', id: purpose }, attrs: { items: stated }, parents: [] };

function call(person, asked) {
  return {
    principal: { type: 'Party', id: 'els' },
    action: { type: 'Action', id: 'use' },
    resource: { type: 'Customer', id: person.id },
    context: { purpose: { __entity: { type: 'Purpose', id: purpose } }, items: asked },
    entities: [entity(person), purposeEntity],
  };
}

function cedar() {
  const parsed = preparsePolicySet('stated', { staticPolicies: policy });
  if (parsed.type !== 'success') throw new Error(JSON.stringify(parsed));
  return (person, asked) => {
    const answer = statefulIsAuthorized({ ...call(person, asked), preparsedPolicySetId: 'stated', validateRequest: false });
    if (answer.type !== 'success' || answer.response.diagnostics.errors.length > 0) throw new Error(JSON.stringify(answer));
    return answer.response.decision === 'allow';
  };
}

// In casbin: one rule for each purpose; the matcher asks the customer, handed in as an object.
async function byCasbin() {
  const model = newModelFromString(`
[request_definition]
r = sub, obj, act, purpose, items
[policy_definition]
p = act, purpose
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = r.act == p.act && r.purpose == p.purpose && r.obj.operator == r.sub && r.obj.active && states(p.purpose, r.items) && !stopped(r.obj, p.purpose)
`);
  const enforcer = await newEnforcer(model);
  await enforcer.addPolicy('use', purpose);
  const known = new Map([[purpose, new Set(stated)]]);
  await enforcer.addFunction('states', (of, asked) => asked.every((item) => known.get(of).has(item)));
  await enforcer.addFunction('stopped', (person, of) => person.stopped.includes(of));
  return (person, asked) => enforcer.enforceSync('els', person, 'use', purpose, asked);
}

function check(decide) {
  if (!decide(people[0], items)) throw new Error(`${name}: what is permitted is denied`);
  if (decide(people[0], ['ELS-EL-3/secret'])) throw new Error(`${name}: an item that is not stated is permitted`);
  if (decide({ ...people[0], active: false }, items)) throw new Error(`${name}: a customer without a contract is permitted`);
  if (decide({ ...people[0], stopped: [purpose] }, items)) throw new Error(`${name}: what was stopped is permitted`);
}

function measure(decide) {
  const before = process.cpuUsage();
  for (let i = 0; i < decisions; i++) if (!decide(people[i % customers], items)) throw new Error('denied');
  const used = process.cpuUsage(before);
  return (used.user + used.system) / decisions;
}

const decide = await { 'cedar-wasm': cedar, casbin: byCasbin }[name]();
check(decide);
for (let round = 0; round <= rounds; round++) {
  const each = measure(decide);
  // The first round only warms up.
  if (round > 0) console.log(JSON.stringify({ microseconds: each }));
}
