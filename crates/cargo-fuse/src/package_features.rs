//! Which package each feature of the command line is for, so that none is left out in silence.

use cargo_metadata::Package;

use crate::cli::BuildArgs;
use crate::exit::{ExitCode, Failure};
use crate::members::Order;
use crate::suggest::listed;

/// A feature to activate.
pub(crate) struct Feature<'a> {
    /// The package whose build is told.
    pub(crate) package: &'a Package,
    /// What it is told.
    pub(crate) word: String,
}

/// The features of the command line: `name/feature` is one of the package of `orders` called so, or of a dependency of
/// `mains`; one that names no package is of `mains`.
///
/// What none of `mains` has is given to all of them, as cargo says best what is wrong with it.
pub(crate) fn choose<'a>(
    args: &BuildArgs,
    mains: &[&'a Package],
    orders: &[Order<'a>],
) -> Result<Vec<Feature<'a>>, Failure> {
    let words = args
        .features
        .iter()
        .flat_map(|words| words.split([',', ' ']));
    let mut features = Vec::new();
    for word in words.filter(|word| !word.is_empty()) {
        let owner = word.split_once('/').map(|(owner, _)| owner);
        let mut ordered = orders.iter().map(|order| order.package);
        if let Some(package) = owner.and_then(|name| ordered.find(|package| package.name == name)) {
            let word = word.to_owned();
            features.push(Feature { package, word });
            continue;
        }
        if mains.is_empty() {
            let mut names: Vec<&str> = orders
                .iter()
                .map(|order| order.package.name.as_str())
                .collect();
            names.dedup();
            return Err(ExitCode::Usage
                .error(format!(
                    "`--features {word}` is of no package that is built"
                ))
                .help(match names.as_slice() {
                    [] => "all components are built already; leave it out".to_owned(),
                    names => format!(
                        "write it as `PACKAGE/FEATURE`, of {}",
                        listed(names.iter().copied())
                    ),
                }));
        }
        let has = |package: &&&Package| match owner {
            None => package.features.contains_key(word),
            Some(dependency) => depends(package, dependency.trim_end_matches('?')),
        };
        let any = mains.iter().any(|package| has(&package));
        let those = mains.iter().filter(|package| !any || has(package));
        features.extend(those.map(|package| Feature {
            package,
            word: match owner {
                None => format!("{}/{word}", package.name),
                Some(_) => word.to_owned(),
            },
        }));
    }
    Ok(features)
}

/// Whether `package` has a dependency that its manifest calls `name`.
fn depends(package: &Package, name: &str) -> bool {
    let mut dependencies = package.dependencies.iter();
    dependencies.any(|dependency| dependency.rename.as_deref().unwrap_or(&dependency.name) == name)
}
