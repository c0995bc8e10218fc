import type { Files } from '../../files.ts';
import type { Evidence } from '../../model.ts';
import { baseOf } from '../../paths.ts';

const systems: readonly (readonly [RegExp, string])[] = [
  [/(?:^|\/)\.(?:github|gitea|forgejo)\/workflows\/[^/]+\.ya?ml$/, 'workflow'],
  [/(?:^|\/)\.gitlab-ci(?:[\w.-]*)\.ya?ml$|(?:^|\/)\.gitlab\/ci\/.+\.ya?ml$/, 'GitLab CI'],
  [/(?:^|\/)jenkinsfile(?:[.-][\w.-]+)?$|\.jenkinsfile$/i, 'Jenkins'],
  [/(?:^|\/)\.circleci\/.+\.ya?ml$/, 'CircleCI'],
  [/(?:^|\/)[\w.-]*azure-pipelines?[\w.-]*\.ya?ml$|(?:^|\/)\.?azure-pipelines\/.+\.ya?ml$|(?:^|\/)\.azuredevops\/.+\.ya?ml$/i, 'Azure Pipelines'],
  [/(?:^|\/)bitbucket-pipelines\.ya?ml$/, 'Bitbucket Pipelines'],
  [/(?:^|\/)\.travis\.ya?ml$/, 'Travis CI'],
  [/(?:^|\/)\.drone(?:\.\w+)?\.(?:ya?ml|jsonnet|star)$/, 'Drone'],
  [/(?:^|\/)\.woodpecker(?:\.ya?ml$|\/.+\.ya?ml$)/, 'Woodpecker'],
  [/(?:^|\/)\.?buildkite\/.+\.ya?ml$/, 'Buildkite'],
  [/(?:^|\/)[\w.-]*cloudbuild[\w.-]*\.ya?ml$/i, 'Cloud Build'],
  [/(?:^|\/)[\w.-]*buildspec[\w.-]*\.ya?ml$/i, 'CodeBuild'],
  [/(?:^|\/)\.?appveyor\.ya?ml$/, 'AppVeyor'],
  [/(?:^|\/)shippable\.ya?ml$/, 'Shippable'],
  [/(?:^|\/)\.semaphore\/.+\.ya?ml$/, 'Semaphore'],
  [/(?:^|\/)(?:codefresh|wercker|\.cirrus|bitrise|\.screwdriver|codemagic|\.teamcity\/settings)\.(?:ya?ml|kts)$/, 'CI'],
  [/(?:^|\/)\.teamcity\/.+$/, 'TeamCity'],
  [/(?:^|\/)(?:dagger\.(?:json|cue)|\.earthly\/.+|Earthfile)$/, 'CI'],
];

/** No other file tells any of them what to do; there are thousands of others. */
const mayTell = /\.(?:ya?ml|jsonnet|star|kts|json|cue)$|jenkinsfile|Earthfile$|\.earthly\/|\.teamcity\//i;

const isTekton = (path: string, files: Files): boolean =>
  /(?:^|\/)\.?(?:tekton|pipelines?|ci)\/.*\.ya?ml$/.test(path) && /^apiVersion:\s*(?:tekton\.dev|argoproj\.io\/v1alpha1\s*\n\s*kind:\s*(?:Cron)?Workflow)/m.test(files.read(path) ?? '');

/** Files that tell a CI system what to do. */
export const readPipelines = (files: Files): readonly Evidence[] =>
  files.paths.filter((path) => mayTell.test(path) && !path.includes('node_modules/')).flatMap((path) => {
    const known = systems.find(([pattern]) => pattern.test(path))?.[1] ?? (isTekton(path, files) ? 'Tekton' : null);
    return known === null ? [] : [{ file: path, line: 1, note: `${known}: ${baseOf(path)}` }];
  });
