import Foundation
import InternetProtocols
import Testing

@testable import RoutingData

@Suite("MaxMind databases")
struct MaxMindDatabaseTests {
    @Test("own databases hold what the script says", arguments: ["places", "systems"])
    func own(name: String) throws {
        let database = try MaxMindDatabase(path: RoutingFixtures.path(name + ".mmdb"))
        let data = try Data(contentsOf: URL(filePath: RoutingFixtures.path(name + ".json")))
        let expected = try #require(
            try JSONSerialization.jsonObject(with: data) as? [String: Any])
        for (text, answer) in expected {
            let address = try #require(IPAddress(text))
            let found = try database.value(of: address)
            if answer is NSNull {
                #expect(found == nil, "\(text)")
            } else {
                #expect(isSame(found, answer), "\(text)")
                let entry = try #require(try database.match(address).entry)
                #expect(try database.facts(of: entry) == found.map(facts), "\(text)")
            }
        }
        #expect(database.built == 1_700_000_000)
        #expect(database.type == (name == "places" ? "Test-City" : "Test-ASN"))
        #expect(database.hasIPv6 == (name == "places"))
    }

    /// Whether a value is what JSON says; bytes are numbers there, and whole numbers above 2^53 text.
    private func isSame(_ value: MaxMindValue?, _ expected: Any) -> Bool {
        switch (value, expected) {
        case (.map(let members), let expected as [String: Any]):
            members.count == expected.count
                && members.allSatisfy { key, value in
                    expected[key].map { isSame(value, $0) } ?? false
                }
        case (.array(let members), let expected as [Any]):
            members.count == expected.count && zip(members, expected).allSatisfy(isSame)
        case (.bytes(let bytes), let expected as [Int]): bytes.map { Int($0) } == expected
        case (.string(let text), let expected as String): text == expected
        case (.unsigned(let number), let expected as String): "\(number)" == expected
        case (.boolean(let flag), let expected as NSNumber): flag == expected.boolValue
        case (let value?, let expected as NSNumber): value.number == expected.doubleValue
        default: false
        }
    }

    @Test("the network around an address is the widest with its answer")
    func networks() throws {
        let database = try MaxMindDatabase(path: RoutingFixtures.path("places.mmdb"))
        #expect(try database.match(IPAddress(192, 0, 2, 3)).prefix.description == "192.0.2.0/25")
        #expect(
            try database.match(IPAddress(192, 0, 2, 200)).prefix.description == "192.0.2.128/25")
        let mapped = try #require(IPAddress("::ffff:192.0.2.200"))
        #expect(try database.match(mapped).entry == database.match(IPAddress(192, 0, 2, 200)).entry)
        let systems = try MaxMindDatabase(path: RoutingFixtures.path("systems.mmdb"))
        #expect(try systems.match(IPAddress(ipv6: 1 << 120)).entry == nil)
        #expect(try systems.match(IPAddress(203, 0, 113, 9)).prefix.description == "203.0.113.0/26")
    }

    @Test("names come in the language that is asked for, else in English")
    func languages() throws {
        let database = try MaxMindDatabase(path: RoutingFixtures.path("places.mmdb"))
        func facts(_ address: IPAddress, _ language: String = "en") throws -> AddressFacts {
            try database.facts(of: #require(database.match(address).entry), language: language)
        }
        let german = try facts(IPAddress(192, 0, 2, 1), "de")
        #expect(german.city == "Frühlingsfeld")
        #expect(german.countryName == "United States")
        #expect(german.region == "OR")
        #expect(german.country == "US")
        #expect(german.latitude == 44.05)
        #expect(try facts(IPAddress(192, 0, 2, 1)).city == "Springfield")
        #expect(try facts(IPAddress(198, 51, 100, 7)).city == nil)
        let enterprise = try facts(#require(IPAddress("2001:db8:1::5")))
        #expect(enterprise.system == 4_200_000_000)
        #expect(enterprise.organization == "Example Networks")
    }

    /// The facts of an entry by the long way, over all its values.
    private func facts(_ entry: MaxMindValue) -> AddressFacts {
        var facts = AddressFacts()
        let traits = entry["traits"]
        facts.system =
            (entry["autonomous_system_number"] ?? traits?["autonomous_system_number"])?.uint32
        facts.organization =
            (entry["autonomous_system_organization"]
            ?? traits?["autonomous_system_organization"])?.text
        facts.city = entry["city", "names", "en"]?.text
        facts.region = entry["subdivisions", "0", "iso_code"]?.text
        facts.country = entry["country", "iso_code"]?.text
        facts.countryName = entry["country", "names", "en"]?.text
        facts.latitude = entry["location", "latitude"]?.number
        facts.longitude = entry["location", "longitude"]?.number
        return facts
    }

    @Test(
        "every entry of the published test databases is as their sources say",
        .enabled(if: SharedData.isPresent, SharedData.reason),
        arguments: ["GeoLite2-ASN-Test", "GeoLite2-City-Test"])
    func published(name: String) throws {
        let database = try MaxMindDatabase(path: SharedData.path("mmdb/\(name).mmdb"))
        let data = try Data(contentsOf: URL(filePath: SharedData.path("mmdb/\(name).json")))
        let sources = try #require(
            try JSONSerialization.jsonObject(with: data) as? [[String: Any]])
        var count = 0
        for source in sources {
            for (text, expected) in source {
                let prefix = try #require(IPPrefix(text))
                let found = try database.value(of: prefix.address)
                #expect(isSame(found, expected), "\(text)")
                let entry = try #require(try database.match(prefix.address).entry)
                #expect(try database.facts(of: entry) == found.map(facts), "\(text)")
                count += 1
            }
        }
        #expect(count > 100)
    }

    @Test(
        "published broken databases are refused when opened or read",
        .enabled(if: SharedData.isPresent, SharedData.reason))
    func broken() throws {
        let folder = SharedData.path("mmdb/bad")
        // These two are unusual and not broken: a container without members ends the metadata.
        let sound = [
            "libmaxminddb-empty-array-last-in-metadata.mmdb",
            "libmaxminddb-empty-map-last-in-metadata.mmdb",
        ]
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(names.count >= 12)
        for path in names.map({ "\(folder)/\($0)" }) + [
            SharedData.path("mmdb/MaxMind-DB-test-broken-pointers-24.mmdb"),
            SharedData.path("mmdb/MaxMind-DB-test-broken-search-tree-24.mmdb"),
        ] {
            let isSound = sound.contains { path.hasSuffix($0) }
            #expect(isRefused(path) != isSound, "\(path)")
        }
    }

    /// Whether opening a database, or reading what it has of one of many addresses, is an error.
    private func isRefused(_ path: String) -> Bool {
        do throws(RoutingDataError) {
            let database = try MaxMindDatabase(path: path)
            for high in UInt32(0)...255 {
                for low in [UInt32(0), 1, 2, 4, 8, 16, 32, 0x0001_0101, 0xff_ffff] {
                    _ = try database.value(of: IPAddress(ipv4: high << 24 | low))
                }
            }
            return false
        } catch {
            return true
        }
    }

    @Test("what is no database is refused")
    func noDatabase() throws {
        #expect(isRefused("/nowhere/at/all.mmdb"))
        #expect(isRefused(try TemporaryFile().path))
        #expect(isRefused(try TemporaryFile(Array("not a database".utf8)).path))
        #expect(isRefused(try TemporaryFile(Array("\u{ab}\u{cd}\u{ef}MaxMind.com".utf8)).path))
    }

    @Test("damage anywhere ends in an answer or an error, never in a crash", arguments: 1...4)
    func damage(seed: UInt64) throws {
        var random = SplitMix64(state: seed)
        for name in ["places", "systems"] {
            let whole = try RoutingFixtures.bytes(at: RoutingFixtures.path(name + ".mmdb"))
            for _ in 0..<150 {
                var damaged = whole
                for _ in 0..<Int.random(in: 1...4, using: &random) {
                    let place = Int.random(in: damaged.indices, using: &random)
                    damaged[place] = UInt8.random(in: 0...255, using: &random)
                }
                if random.next() % 4 == 0 {
                    damaged.removeLast(Int.random(in: 0..<damaged.count, using: &random))
                }
                let file = try TemporaryFile(damaged)
                guard let database = try? MaxMindDatabase(path: file.path) else { continue }
                for address in [
                    "192.0.2.1", "192.0.2.200", "198.51.100.7", "2001:db8::1", "2001:db8:1::1",
                    "203.0.113.1", "8.8.8.8",
                ].compactMap({ IPAddress($0) }) {
                    _ = try? database.value(of: address)
                    if let entry = try? database.match(address).entry {
                        _ = try? database.facts(of: entry)
                    }
                }
            }
        }
    }
}
