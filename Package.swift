// swift-tools-version: 6.2
import PackageDescription

/// Inference is of no use unoptimised, and the end-to-end tests run the debug build.
let optimized: [SwiftSetting] = [.unsafeFlags(["-O"], .when(configuration: .debug))]

/// The floors of ARCHITECTURE.md: a target lists what it may import, and `make check` refuses the rest.
let package = Package(
    name: "culprit",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "culprit", targets: ["culprit"]),
        .library(name: "BayesianNetworks", targets: ["BayesianNetworks"]),
        .library(name: "InternetProtocols", targets: ["InternetProtocols"]),
        .library(name: "RoutingData", targets: ["RoutingData"]),
        // Preloaded into programs of the lab whose clock is to be wrong.
        .library(name: "FakeClock", type: .dynamic, targets: ["CFakeClock"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(
            url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    ],
    targets: [
        // Inference: pure mathematics
        .target(
            name: "NumericKernels", path: "Sources/Inference/NumericKernels",
            swiftSettings: optimized),
        .target(
            name: "NoisyOr", dependencies: ["NumericKernels"], path: "Sources/Inference/NoisyOr",
            swiftSettings: optimized),
        .target(
            name: "AnomalyLocalization", dependencies: ["NumericKernels"],
            path: "Sources/Inference/AnomalyLocalization", swiftSettings: optimized),
        .target(
            name: "BayesianNetworks", path: "Sources/Inference/BayesianNetworks",
            swiftSettings: optimized),

        // Measurement: the network
        .target(name: "InternetProtocols", path: "Sources/Measurement/InternetProtocols"),
        .systemLibrary(
            name: "CAres", path: "Sources/Measurement/CAres", pkgConfig: "libcares",
            providers: [.apt(["libc-ares-dev"]), .brew(["c-ares"])]),
        .target(name: "CSockets", path: "Sources/Measurement/CSockets"),
        .target(
            name: "Probes",
            dependencies: [
                "InternetProtocols", "CAres", "CSockets",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOTLS", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "X509", package: "swift-certificates"),
            ],
            path: "Sources/Measurement/Probes"),

        .target(
            name: "YAMLDocuments", dependencies: [.product(name: "Yams", package: "Yams")],
            path: "Sources/Measurement/YAMLDocuments"),
        .systemLibrary(
            name: "CZlib", path: "Sources/Measurement/CZlib", pkgConfig: "zlib",
            providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
        .systemLibrary(
            name: "CZstd", path: "Sources/Measurement/CZstd", pkgConfig: "libzstd",
            providers: [.apt(["libzstd-dev"]), .brew(["zstd"])]),
        .target(
            name: "CompressedFiles", dependencies: ["CZlib", "CZstd"],
            path: "Sources/Measurement/CompressedFiles", swiftSettings: optimized),
        .systemLibrary(
            name: "CMaxMindDB", path: "Sources/Measurement/CMaxMindDB", pkgConfig: "libmaxminddb",
            providers: [.apt(["libmaxminddb-dev"]), .brew(["libmaxminddb"])]),
        .target(
            name: "RoutingData",
            dependencies: ["InternetProtocols", "CompressedFiles", "CMaxMindDB"],
            path: "Sources/Measurement/RoutingData", swiftSettings: optimized),
        .target(
            name: "Records",
            dependencies: ["InternetProtocols", "CompressedFiles", "RoutingData", "YAMLDocuments"],
            path: "Sources/Measurement/Records",
            resources: [.embedInCode("Resources/browsers.yaml")], swiftSettings: optimized),
        .target(name: "CPackets", path: "Sources/Measurement/CPackets"),
        .target(name: "CFakeClock", path: "Sources/Measurement/CFakeClock"),
        .target(
            name: "NetworkLab",
            dependencies: [
                "InternetProtocols", "YAMLDocuments", "CPackets",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "X509", package: "swift-certificates"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "Subprocess", package: "swift-subprocess"),
            ],
            path: "Sources/Measurement/NetworkLab"),

        // Diagnosis: the bridge
        .target(name: "Ontology", path: "Sources/Diagnosis/Ontology"),
        .target(
            name: "Reasoning",
            dependencies: [
                "Ontology", "BayesianNetworks", "NoisyOr", "AnomalyLocalization", "NumericKernels",
            ],
            path: "Sources/Diagnosis/Reasoning", swiftSettings: optimized),

        .target(
            name: "Storage",
            dependencies: ["Ontology", .product(name: "GRDB", package: "GRDB.swift")],
            path: "Sources/Diagnosis/Storage"),

        // Agents: diagnosis, distributed
        .systemLibrary(
            name: "CLibXML2", path: "Sources/Agents/CLibXML2", pkgConfig: "libxml-2.0",
            providers: [.apt(["libxml2-dev"]), .brew(["libxml2"])]),
        .target(
            name: "DMEP", dependencies: ["Ontology", "CLibXML2"], path: "Sources/Agents/DMEP",
            swiftSettings: optimized),
        .target(
            name: "AgentRuntime",
            dependencies: [
                "Ontology", "Reasoning", "DMEP", "Storage",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "X509", package: "swift-certificates"),
            ],
            path: "Sources/Agents/AgentRuntime", swiftSettings: optimized),
        .target(
            name: "AgentRoles",
            dependencies: [
                "Ontology", "AnomalyLocalization", "Reasoning", "DMEP", "AgentRuntime", "Storage",
                "InternetProtocols", "Probes", "RoutingData", "Records", "CompressedFiles",
                "YAMLDocuments",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            path: "Sources/Agents/AgentRoles",
            resources: [
                .embedInCode("Resources/why-ontology.yaml"),
                .embedInCode("Resources/why-knowledge.yaml"),
                .embedInCode("Resources/landmarks.yaml"),
                .embedInCode("Resources/agents-knowledge.yaml"),
                .embedInCode("Resources/Ontologies/core.xml"),
                .embedInCode("Resources/Ontologies/common.xml"),
                .embedInCode("Resources/Ontologies/servstats.xml"),
                .embedInCode("Resources/Ontologies/planetlab.xml"),
                .embedInCode("Resources/Ontologies/agents.xml"),
                .embedInCode("Resources/labelling.yaml"),
            ]),

        // Applications: what people run
        .target(
            name: "Evaluation",
            dependencies: [
                "NetworkLab", "Ontology", "Reasoning", "DMEP", "AgentRuntime", "AgentRoles",
                "NumericKernels", "NoisyOr", "AnomalyLocalization", "InternetProtocols",
                "CompressedFiles", "RoutingData", "Records",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            path: "Sources/Applications/Evaluation", swiftSettings: optimized),
        .target(
            name: "CulpritCommands",
            dependencies: [
                "Ontology", "AnomalyLocalization", "Reasoning", "DMEP", "AgentRuntime",
                "AgentRoles", "Storage", "InternetProtocols", "CompressedFiles", "Records",
                "YAMLDocuments", "NetworkLab", "Evaluation",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Sources/Applications/CulpritCommands"),
        .executableTarget(
            name: "culprit", dependencies: ["CulpritCommands"],
            path: "Sources/Applications/culprit"),

        .testTarget(
            name: "BayesianNetworksTests", dependencies: ["BayesianNetworks"],
            exclude: ["Fixtures"]),
        .testTarget(name: "InternetProtocolsTests", dependencies: ["InternetProtocols"]),
        .testTarget(
            name: "ProbesTests",
            dependencies: [
                "Probes", "InternetProtocols",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "X509", package: "swift-certificates"),
            ]),
        .testTarget(name: "YAMLDocumentsTests", dependencies: ["YAMLDocuments"]),
        .testTarget(
            name: "NetworkLabTests",
            dependencies: [
                "NetworkLab", "InternetProtocols",
                .product(name: "X509", package: "swift-certificates"),
            ]),
        .testTarget(
            name: "EvaluationTests",
            dependencies: [
                "Evaluation", "NetworkLab", "NoisyOr", "AnomalyLocalization", "NumericKernels",
            ],
            exclude: ["Fixtures"]),
        .testTarget(name: "OntologyTests", dependencies: ["Ontology"]),
        .testTarget(
            name: "ReasoningTests",
            dependencies: ["Reasoning", "Ontology", "AnomalyLocalization", "NumericKernels"],
            exclude: ["Fixtures"]),
        .testTarget(
            name: "AnomalyLocalizationTests",
            dependencies: ["AnomalyLocalization", "NumericKernels"],
            exclude: ["Fixtures", "Series/holt_winters_reference.py"]),
        .testTarget(
            name: "NumericKernelsTests", dependencies: ["NumericKernels"], exclude: ["Fixtures"]),
        .testTarget(
            name: "NoisyOrTests", dependencies: ["NoisyOr", "NumericKernels"],
            exclude: ["Fixtures"]),
        .testTarget(
            name: "RecordsTests",
            dependencies: [
                "Records", "CompressedFiles", "InternetProtocols", "RoutingData", "YAMLDocuments",
            ], exclude: ["Fixtures"]),
        .testTarget(
            name: "CompressedFilesTests", dependencies: ["CompressedFiles", "CZlib", "CZstd"]),
        .testTarget(
            name: "RoutingDataTests",
            dependencies: ["RoutingData", "InternetProtocols", "CompressedFiles"],
            exclude: ["Fixtures"]),
        .testTarget(
            name: "StorageTests",
            dependencies: ["Storage", "Ontology", .product(name: "GRDB", package: "GRDB.swift")]),
        .testTarget(name: "DMEPTests", dependencies: ["DMEP", "Ontology"], exclude: ["Fixtures"]),
        .testTarget(
            name: "AgentRuntimeTests",
            dependencies: [
                "AgentRuntime", "DMEP", "Ontology", "Reasoning", "Storage",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "X509", package: "swift-certificates"),
            ]),
        .testTarget(
            name: "AgentRolesTests",
            dependencies: [
                "AgentRoles", "AgentRuntime", "AnomalyLocalization", "DMEP", "Ontology",
                "Reasoning", "Probes", "InternetProtocols", "RoutingData", "Records",
                "YAMLDocuments",
            ]),
        .testTarget(
            name: "CulpritCommandsTests",
            dependencies: [
                "CulpritCommands", "AgentRoles", "AnomalyLocalization", "Ontology", "Reasoning",
                "Records",
            ]
        ),
        .testTarget(name: "EndToEndTests", dependencies: ["culprit"]),
    ],
    swiftLanguageModes: [.v6]
)
