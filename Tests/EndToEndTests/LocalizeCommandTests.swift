import Foundation
import Testing

/// `culprit localize` as anybody runs it, on a small table made here.
@Suite("culprit localize", .serialized)
struct LocalizeCommandTests {
    private let folder: CommandFolder

    init() throws { folder = try CommandFolder() }

    /// Eight cities and ten servers; what was measured is near the forecast but where `share` says otherwise.
    private func table(_ share: (Int, Int) -> Double) -> [String] {
        ["city,server,real,predict"]
            + (0..<80).map { place in
                let (city, server) = (place / 10, place % 10)
                let forecast = Double(100 + (city * 31 + server * 17) % 23)
                let noise = Double((city * 13 + server * 7) % 11 - 5) / 100
                let real = forecast * (1 + noise) * share(city, server)
                return "c\(city),s\(server),\(String(format: "%.2f", real)),\(forecast)"
            }
    }

    @Test("the combination that fails is named, with what it explains")
    func json() throws {
        let path = try folder.write("leaves.csv", table { city, _ in city == 3 ? 0.4 : 1 })
        let run = try CommandProcess.run("localize", [path, "--json"])
        #expect(run.status == 0)
        let answer = try #require(try run.objects().first)
        #expect(answer["schema"] as? Int == 1)
        let causes = try #require(answer["causes"] as? [[String: Any]])
        #expect(causes.count == 1)
        #expect(causes.first?["where"] as? [String: String] == ["city": "c3"])
        #expect(causes.first?["leaves"] as? Int == 10)
        #expect(causes.first?["score"] is Double && causes.first?["explained"] is Double)
        #expect(answer["milliseconds"] is Double)
    }

    @Test("two causes at once are both named, and a sound table has none")
    func several() throws {
        let two = try folder.write(
            "two.csv",
            table { city, server in city == 3 ? 0.4 : (server == 7 ? 2 : 1) })
        let run = try CommandProcess.run("localize", [two, "--json"])
        let causes = try #require(try run.objects().first?["causes"] as? [[String: Any]])
        let sets = causes.compactMap { $0["where"] as? [String: String] }
        #expect(Set(sets) == [["city": "c3"], ["server": "s7"]])
        let sound = try folder.write("sound.csv", table { _, _ in 1 })
        let none = try CommandProcess.run("localize", [sound, "--json"])
        #expect(none.status == 0)
        #expect((try none.objects().first?["causes"] as? [Any])?.isEmpty == true)
    }

    @Test("rows that do not fit are counted and told; a table without its columns is refused")
    func hostile() throws {
        let path = try folder.write(
            "leaves.csv", table { city, _ in city == 3 ? 0.4 : 1 } + ["c1,s1,x,1", "c1"])
        let run = try CommandProcess.run("localize", [path])
        #expect(run.status == 0)
        #expect(run.output.contains("city=c3"))
        #expect(run.error.contains("2 lines were not read"))
        let other = try folder.write("other.csv", ["a,b,c", "1,2,3"])
        #expect(try CommandProcess.run("localize", [other]).status == 2)
        #expect(try CommandProcess.run("localize", [folder.path("absent.csv")]).status == 4)
    }
}
