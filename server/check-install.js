// Plain JavaScript: it must run on whatever Node started npm, to say in one sentence what is missing.
const major = Number(process.versions.node.split('.')[0])
if (major < 24) {
  console.error(
    `Cleancopy needs Node 24 and found ${process.versions.node}: the packages were installed without their install scripts. Run "npm ci" again without --ignore-scripts.`,
  )
  process.exit(1)
}
