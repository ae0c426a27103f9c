// swift-tools-version: 6.2
import PackageDescription

/// Measurements, apart from the product so that nobody has to build them.
let package = Package(
    name: "culprit-benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "culprit", path: "..")],
    targets: [
        .executableTarget(
            name: "BayesianNetworksBenchmark",
            dependencies: [.product(name: "BayesianNetworks", package: "culprit")]),
        .executableTarget(
            name: "RoutingDataBenchmark",
            dependencies: [
                .product(name: "RoutingData", package: "culprit"),
                .product(name: "InternetProtocols", package: "culprit"),
            ]),
    ],
    swiftLanguageModes: [.v6]
)
