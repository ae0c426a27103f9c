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
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    ],
    targets: [
        // Inference: pure mathematics
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
            name: "Reasoning", dependencies: ["Ontology", "BayesianNetworks"],
            path: "Sources/Diagnosis/Reasoning", swiftSettings: optimized),

        // Agents: diagnosis, distributed
        .target(
            name: "AgentRoles",
            dependencies: [
                "Ontology", "Reasoning", "InternetProtocols", "Probes", "YAMLDocuments",
            ],
            path: "Sources/Agents/AgentRoles",
            resources: [
                .embedInCode("Resources/why-ontology.yaml"),
                .embedInCode("Resources/why-knowledge.yaml"),
                .embedInCode("Resources/landmarks.yaml"),
            ]),

        // Applications: what people run
        .target(
            name: "Evaluation", dependencies: ["NetworkLab"],
            path: "Sources/Applications/Evaluation"),
        .target(
            name: "CulpritCommands",
            dependencies: [
                "Ontology", "Reasoning", "AgentRoles", "InternetProtocols", "NetworkLab",
                "Evaluation",
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
            name: "EvaluationTests", dependencies: ["Evaluation", "NetworkLab"],
            exclude: ["Fixtures"]),
        .testTarget(name: "OntologyTests", dependencies: ["Ontology"]),
        .testTarget(name: "ReasoningTests", dependencies: ["Reasoning", "Ontology"]),
        .testTarget(
            name: "AgentRolesTests",
            dependencies: ["AgentRoles", "Ontology", "Reasoning", "Probes", "InternetProtocols"]),
        .testTarget(
            name: "CulpritCommandsTests",
            dependencies: ["CulpritCommands", "AgentRoles", "Ontology"]
        ),
        .testTarget(name: "EndToEndTests", dependencies: ["culprit"]),
    ],
    swiftLanguageModes: [.v6]
)
