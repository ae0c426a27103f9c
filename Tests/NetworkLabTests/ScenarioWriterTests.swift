import Foundation
import InternetProtocols
import Testing

@testable import NetworkLab

@Suite("Writing scenario files")
struct ScenarioWriterTests {
    @Test("whatever is written is read back equal", arguments: 0..<200)
    func roundTrip(seed: UInt64) throws {
        var generator = ScenarioGenerator(seed: seed)
        let scenario = generator.scenario()
        let text = ScenarioWriter.text(of: scenario)
        #expect(try ScenarioText.read(text) == scenario, "\(text)")
    }

    @Test("the generated scenarios have every kind of fault")
    func variety() {
        var generator = ScenarioGenerator(seed: 1)
        #expect(
            Set(generator.scenario().faults.map(\.kind.form)) == Set(FaultForm.allCases))
    }

    @Test("what a hunt makes is written and read back equal", arguments: 0..<100)
    func hunt(number: Int) throws {
        let scenario = RandomScenario.make(seed: 7, number: number, doubles: 0.5)
        let text = ScenarioWriter.text(of: scenario)
        #expect(try ScenarioText.read(text) == scenario, "\(text)")
    }

    @Test("every scenario of the repository can be read, written alone and read back equal")
    func repository() throws {
        let files = try ScenarioFiles.all()
        #expect(files.count > 50)
        for file in files {
            let scenario = try ScenarioReader.read(file: file)
            let text = ScenarioWriter.text(of: scenario)
            #expect(try ScenarioText.read(text) == scenario, "\(file)")
        }
    }

    @Test("an entry is a line, and what has its usual value is left out")
    func layout() throws {
        let scenario = try ScenarioText.read(ScenarioText.small)
        #expect(
            ScenarioWriter.text(of: scenario)
                == ScenarioText.small
                .replacing("recursive: {forw", with: "recursive: {software: unbound, forw")
                .replacing("proxy: {port: 3128}", with: "proxy: {}"))
    }

    @Test("quantities are written as people write them")
    func quantities() {
        #expect(QuantityText.seconds(-3_456_000) == "-40d")
        #expect(QuantityText.seconds(5400) == "90m")
        #expect(QuantityText.seconds(1.5) == "1.5s")
        #expect(QuantityText.seconds(0) == "0s")
        #expect(QuantityText.milliseconds(300) == "300ms")
        #expect(QuantityText.share(0.08) == "8%")
        #expect(QuantityText.share(0.125) == "12.5%")
        #expect(QuantityText.share(1 / 3) == "0.3333333333333333")
        #expect(QuantityText.rate(600_000) == "600kbit")
        #expect(QuantityText.rate(1e9) == "1gbit")
        #expect(QuantityText.rate(1.5) == "1.5")
    }
}

/// The scenario files of the repository.
enum ScenarioFiles {
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Every scenario, without the topologies, which are none themselves.
    static func all() throws -> [String] {
        let folder = root.appendingPathComponent("Scenarios").path
        return try FileManager.default.subpathsOfDirectory(atPath: folder)
            .filter { $0.hasSuffix(".yaml") && $0.contains("/") }
            .sorted().map { folder + "/" + $0 }
    }
}
