// swift-tools-version: 6.2

import Foundation
import PackageDescription

/// Settings shared by every target.
let swiftSettings: [SwiftSetting] =
    [
        // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0335-existential-any.md
        .enableUpcomingFeature("ExistentialAny"),
        // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0444-member-import-visibility.md
        .enableUpcomingFeature("MemberImportVisibility"),
    ] + (isSet("LEADR_WARNINGS_AS_ERRORS") ? [.treatAllWarnings(as: .error)] : [])

func isSet(_ variable: String) -> Bool {
    ProcessInfo.processInfo.environment[variable] == "1"
}

// MARK: - External products

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let asyncHTTPClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let configuration = Target.Dependency.product(name: "Configuration", package: "swift-configuration")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdTesting = Target.Dependency.product(name: "HummingbirdTesting", package: "hummingbird")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let jwtKit = Target.Dependency.product(name: "JWTKit", package: "jwt-kit")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let metrics = Target.Dependency.product(name: "Metrics", package: "swift-metrics")
let metricsCore = Target.Dependency.product(name: "CoreMetrics", package: "swift-metrics")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioEmbedded = Target.Dependency.product(name: "NIOEmbedded", package: "swift-nio")
let nioFoundationCompat = Target.Dependency.product(name: "NIOFoundationCompat", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioHTTPTypes = Target.Dependency.product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let nioHTTPTypesHTTP1 = Target.Dependency.product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let serviceLifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let serviceLifecycleTestKit = Target.Dependency.product(name: "ServiceLifecycleTestKit", package: "swift-service-lifecycle")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")

// MARK: - Target shapes

func module(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []) -> Target {
    .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: swiftSettings)
}

/// An executable reads settings, composes services and runs them. Nothing else.
func executable(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(name: name, dependencies: dependencies, swiftSettings: swiftSettings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies + ["TestSupport"], swiftSettings: swiftSettings)
}

// MARK: - C libraries

let systemLibraries: [Target] = [
    .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"]), .brew(["libpq"])]),
    // No pkgConfig: hiredis' file carries a flag that SwiftPM prohibits and warns about.
    .systemLibrary(name: "CHiredis", providers: [.apt(["libhiredis-dev"]), .brew(["hiredis"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .systemLibrary(name: "CMaxMindDB", pkgConfig: "libmaxminddb", providers: [.apt(["libmaxminddb-dev"]), .brew(["libmaxminddb"])]),
]

// MARK: - Modules, lowest first: each may import what stands above it in this list, never below

let modules: [Target] = [
    module("ByteJSON", []),
    module("GeoIP", ["CMaxMindDB", logging]),
    module("GeoIPUpdate", ["GeoIP", "CZlib", asyncHTTPClient, crypto, nioCore, nioHTTP1, nioPosix, nioSSL, logging, metrics]),
    module("Redis", ["CHiredis", nioCore, nioPosix, nioSSL, logging, metrics, serviceLifecycle]),
    module("Postgres", ["CLibPQ", logging, metrics, serviceLifecycle]),
    module("JobQueue", ["Redis", logging, metrics, serviceLifecycle]),
    module("Scheduling", [logging, metrics, serviceLifecycle]),
    module("LeadrDomain", ["ByteJSON", crypto]),
    module("LeadrJobs", ["LeadrDomain", "JobQueue", "ByteJSON"]),
    module("LeadrState", ["LeadrDomain", "LeadrJobs", "Redis", "JobQueue", "ByteJSON", logging, metrics, serviceLifecycle]),
    module("LeadrStore", ["LeadrDomain", "LeadrJobs", "Postgres", "Scheduling", "ByteJSON", logging], resources: [.embedInCode("Migrations")]),
    module(
        "LeadrServices",
        [
            "LeadrStore", "LeadrState", "LeadrJobs", "LeadrDomain", "Scheduling", "JobQueue", "Postgres", "Redis", "ByteJSON", jwtKit, crypto,
            logging, metrics, serviceLifecycle,
        ]
    ),
    module(
        "LeadrDelivery",
        ["LeadrDomain", "ByteJSON", asyncHTTPClient, crypto, nioCore, nioFoundationCompat, nioHTTP1, nioPosix, nioSSL, logging, serviceLifecycle]
    ),
    module(
        "LeadrPipeline",
        [
            "LeadrDelivery", "LeadrServices", "LeadrStore", "LeadrState", "LeadrJobs", "LeadrDomain", "JobQueue", "Postgres", "Redis", "GeoIP",
            "GeoIPUpdate", "ByteJSON", logging, metrics, serviceLifecycle,
        ]
    ),
    module(
        "LeadrHTTP",
        [
            "LeadrServices", "LeadrState", "LeadrJobs", "LeadrDomain", "JobQueue", "ByteJSON", hummingbird, httpTypes, nioCore, nioHTTP1,
            nioHTTPTypes,
            logging, metrics, serviceLifecycle,
        ]
    ),
    module(
        "LeadrRuntime",
        [
            "LeadrHTTP", "LeadrPipeline", "LeadrDelivery", "LeadrServices", "LeadrStore", "LeadrState", "LeadrJobs", "LeadrDomain", "JobQueue",
            "Scheduling", "Postgres", "Redis", "GeoIP", "GeoIPUpdate", "ByteJSON", configuration, hummingbird, nioCore, nioPosix, logging, metrics,
            metricsCore,
            serviceLifecycle, unixSignals,
        ]
    ),
]

let executables: [Target] = [
    executable("leadr-api", ["LeadrRuntime"]),
    executable("leadr-anticheat-worker", ["LeadrRuntime"]),
    executable("leadr-geoip-worker", ["LeadrRuntime"]),
    executable("leadr-ranking-worker", ["LeadrRuntime"]),
    executable("leadr-boardstate-worker", ["LeadrRuntime"]),
    executable("leadr-delivery-worker", ["LeadrRuntime"]),
    executable("leadr-scheduler", ["LeadrRuntime"]),
    executable(
        "leadrctl",
        [
            "LeadrRuntime", "LeadrDelivery", "LeadrServices", "LeadrStore", "LeadrDomain", "Postgres", "GeoIP", "GeoIPUpdate", "ByteJSON",
            argumentParser, asyncHTTPClient, logging,
        ]
    ),
]

// MARK: - Tests

let testTargets: [Target] = [
    .target(
        name: "TestSupport",
        dependencies: [
            "Redis", "Postgres", "JobQueue", "LeadrDomain", "LeadrStore", "ByteJSON", crypto, logging, nioCore, nioHTTP1, nioPosix, nioSSL,
            serviceLifecycle,
        ],
        path: "Tests/Support",
        swiftSettings: swiftSettings
    ),
    tests("ByteJSONTests", ["ByteJSON"]),
    tests("GeoIPTests", ["GeoIP"]),
    tests("GeoIPUpdateTests", ["GeoIPUpdate", "GeoIP"]),
    tests("RedisTests", ["Redis", nioCore, nioPosix]),
    tests("PostgresTests", ["Postgres"]),
    tests("JobQueueTests", ["JobQueue", logging, serviceLifecycle]),
    tests("SchedulingTests", ["Scheduling", serviceLifecycleTestKit]),
    tests("LeadrDomainTests", ["LeadrDomain", "ByteJSON"]),
    tests("LeadrJobsTests", ["LeadrJobs", "JobQueue"]),
    tests("LeadrStateTests", ["LeadrState"]),
    tests("LeadrStoreTests", ["LeadrStore", "LeadrDomain", "Postgres"]),
    tests("LeadrServicesTests", ["LeadrServices", logging, serviceLifecycle]),
    tests("LeadrDeliveryTests", ["LeadrDelivery", "LeadrDomain", "ByteJSON", nioCore, nioEmbedded]),
    tests("LeadrPipelineTests", ["LeadrPipeline", "LeadrJobs", "LeadrDomain", "JobQueue", "GeoIP", "GeoIPUpdate", logging]),
    tests("LeadrHTTPTests", ["LeadrHTTP", hummingbirdTesting, httpTypes, nioCore, nioEmbedded, nioHTTP1, nioHTTPTypes, nioHTTPTypesHTTP1]),
    tests("LeadrRuntimeTests", ["LeadrRuntime", "GeoIP", logging]),
    tests("LeadrControlTests", ["leadrctl", "GeoIP", "GeoIPUpdate", "LeadrDomain"]),
    tests(
        "IntegrationTests",
        [
            "Redis", "Postgres", "JobQueue", "LeadrStore", "LeadrState", "LeadrServices", "LeadrDelivery", "LeadrPipeline", "Scheduling", "LeadrHTTP",
            "LeadrRuntime", "LeadrJobs", "LeadrDomain", "GeoIP", "GeoIPUpdate", "ByteJSON", asyncHTTPClient, crypto, httpTypes, nioCore, nioPosix,
            hummingbirdTesting, logging, serviceLifecycle,
        ]
    ),
    tests(
        "SystemTests",
        [
            "LeadrDomain", "LeadrJobs", "LeadrStore", "Postgres", "Redis", "JobQueue", "ByteJSON", asyncHTTPClient, nioCore, nioPosix, nioHTTP1,
            logging,
        ]
    ),
]

/// Load generator and micro-benchmarks; behind a switch so that the default graph stays small.
let benchmarks: [Target] =
    isSet("LEADR_BENCHMARKS")
    ? [
        .executableTarget(
            name: "leadr-bench",
            dependencies: [
                "Redis", "Postgres", "JobQueue", "LeadrRuntime", "LeadrStore", "LeadrPipeline", "LeadrState", "LeadrJobs", "LeadrDomain", "ByteJSON",
                argumentParser,
                hummingbird, nioCore, nioPosix, logging, serviceLifecycle, unixSignals,
            ],
            path: "Benchmarks/leadr-bench",
            swiftSettings: swiftSettings
        ),
        .testTarget(
            name: "LeadrBenchTests",
            dependencies: ["leadr-bench", "LeadrDomain", nioCore],
            path: "Benchmarks/Tests",
            swiftSettings: swiftSettings
        ),
    ] : []

let package = Package(
    name: "leadr",
    platforms: [.macOS(.v15)],
    products: executables.map { .executable(name: $0.name, targets: [$0.name]) } + [
        // For packages that build an API process with hooks of their own (docs/hooks.md).
        .library(name: "Leadr", targets: ["LeadrRuntime", "LeadrServices", "LeadrDomain"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.0.0"),
        .package(url: "https://github.com/apple/swift-crypto", "3.12.0"..<"5.0.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.4.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.5.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.80.0"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.20.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.29.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.16.0"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.25.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.7.0"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.1.0"),
    ],
    targets: systemLibraries + modules + executables + testTargets + benchmarks,
    swiftLanguageModes: [.v6]
)
