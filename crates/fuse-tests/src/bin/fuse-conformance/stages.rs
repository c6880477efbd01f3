//! Which scripts each stage of the fuser's bring-up answers for.

/// A stage: what it brings, and the names of its scripts.
pub struct Stage {
    /// What it brings.
    pub title: &'static str,
    /// Names without `.wast`; one that ends with `*` stands for all that start with the rest.
    scripts: &'static [&'static str],
}

/// The stages whose scripts must all agree, save those that the host fails unfused.
pub const STAGES: [Stage; 4] = [
    Stage {
        title: "0: structure, no calls between instances",
        scripts: &[
            "misc_testsuite/component-model/alias-region-*",
            "misc_testsuite/component-model/aliasing",
            "misc_testsuite/component-model/import",
            "misc_testsuite/component-model/instance",
            "misc_testsuite/component-model/linking",
            "misc_testsuite/component-model/modules",
            "misc_testsuite/component-model/nested",
            "misc_testsuite/component-model/nested-many-instantiations",
            "misc_testsuite/component-model/restrictions",
            "misc_testsuite/component-model/simple",
            "misc_testsuite/component-model/types",
            "component-model/test/linking/link-time-virtualization",
            "component-model/test/linking/shared-everything-dynamic-linking",
            "component-model/test/linking/tags",
            "component-model/test/linking/unit",
            "component-model/test/wasmtime/aliasing",
            "component-model/test/wasmtime/import",
            "component-model/test/wasmtime/instance",
            "component-model/test/wasmtime/linking",
            "component-model/test/wasmtime/modules",
            "component-model/test/wasmtime/nested",
            "component-model/test/wasmtime/restrictions",
            "component-model/test/wasmtime/simple",
            "component-model/test/wasmtime/types",
        ],
    },
    Stage {
        title: "1: synchronous calls, scalars and aggregates",
        scripts: &[
            "misc_testsuite/component-model/adapter",
            "misc_testsuite/component-model/enum_discriminant",
            "misc_testsuite/component-model/enums",
            "misc_testsuite/component-model/fixed_length_lists",
            "misc_testsuite/component-model/fused",
            "misc_testsuite/component-model/map-types",
            "component-model/test/values/alignment",
            "component-model/test/values/numerics",
            "component-model/test/values/variants",
            "component-model/test/wasmtime/adapter",
            "component-model/test/wasmtime/fused",
        ],
    },
    Stage {
        title: "2: strings, lists, realloc, post-return",
        scripts: &[
            "misc_testsuite/component-model/big-strings",
            "misc_testsuite/component-model/exceptions",
            "misc_testsuite/component-model/memory64",
            "misc_testsuite/component-model/string-transcode-invalid",
            "misc_testsuite/component-model/strings",
            "misc_testsuite/component-model/tags",
            "misc_testsuite/component-model/trap",
            "component-model/test/values/concat",
            "component-model/test/values/post-return",
            "component-model/test/values/realloc",
            "component-model/test/values/strings",
            "component-model/test/values/transcode",
            "component-model/test/values/trap-in-post-return",
            "component-model/test/wasmtime/strings",
            "component-model/test/wasmtime/tags",
        ],
    },
    Stage {
        title: "3: resources",
        scripts: &[
            "misc_testsuite/component-model/resources",
            "component-model/test/resources/*",
            "component-model/test/wasm-tools/resources",
            "component-model/test/wasmtime/resources",
        ],
    },
];

impl Stage {
    /// Whether the stage answers for the script called `name`.
    pub fn has(&self, name: &str) -> bool {
        let Some(name) = name.strip_suffix(".wast") else {
            return false;
        };
        self.scripts
            .iter()
            .any(|script| match script.strip_suffix('*') {
                Some(start) => name.starts_with(start),
                None => name == *script,
            })
    }
}
