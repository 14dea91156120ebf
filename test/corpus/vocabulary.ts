/** The words of `README.md` that cells are made of; anything else in a case file is a slip of the pen. */

export const DANGERS: readonly string[] = `
  delete-files delete-infrastructure delete-workload delete-storage delete-database delete-table delete-rows delete-data
  discard-work rewrite-history protection-off capacity approval-skipped tests-skipped remote-code unpinned-action
  secret-echoed iam-wildcard public-exposure tls-off auth-off credential agent-permission hidden-instruction own-controls
  invisible-text supply-chain privilege none
`
  .trim()
  .split(/\s+/);

export const DIALECTS: readonly string[] = `
  sh powershell cmd makefile dockerfile compose package-json github-actions gitlab-ci jenkins azure-pipelines hcl cdk
  pulumi cloudformation ansible kubernetes kubectl helm argocd flux aws gcloud az sdk-python sdk-typescript sdk-go sdk-java
  sdk-csharp paas graphql rest postgresql mysql sqlserver sqlite snowflake bigquery prisma drizzle django rails alembic ef
  flyway liquibase typeorm sequelize sqlalchemy redis mongodb elasticsearch cassandra dynamodb kafka git python javascript
  typescript tsx go java kotlin scala csharp ruby php rust c cpp swift perl elixir lua dart css html vue json yaml toml
  env markdown agents lockfile parapet
`
  .trim()
  .split(/\s+/);
