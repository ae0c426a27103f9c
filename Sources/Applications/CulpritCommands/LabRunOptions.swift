import ArgumentParser
import Foundation

/// The options of the verbs that run labs and grade.
struct LabRunOptions: ParsableArguments {
    @Flag(help: "Print one JSON object for each run, then one for the summary.")
    var json = false

    @Option(help: "Also write a JUnit report to this file.")
    var junit: String?

    @Flag(help: "Run each scenario a second time with every test made, and compare.")
    var everything = false

    @Option(help: "How many labs stand at a time, 1 to 32. (default: the number of cores)")
    var parallel: Int?

    @Option(name: .customLong("repeat"), help: "How often each scenario is run, 1 to 1000.")
    var `repeat` = 1

    @Option(help: "Where chance begins: the jitter of links, and what `hunt` makes.")
    var seed: UInt64 = 1

    @Option(help: "How many seconds one diagnosis may take, 5 to 600.")
    var limit = 60.0

    /// How many labs stand at a time.
    var labs: Int { parallel ?? ProcessInfo.processInfo.activeProcessorCount }

    func validate() throws {
        guard (1...32).contains(labs) else {
            throw ValidationError("--parallel must lie between 1 and 32, not \(labs)")
        }
        guard (1...1000).contains(`repeat`) else {
            throw ValidationError("--repeat must lie between 1 and 1000, not \(`repeat`)")
        }
        guard (5...600).contains(limit) else {
            throw ValidationError("--limit must lie between 5 and 600 seconds, not \(limit)")
        }
    }
}
