/// What databases know of the network and the place of an address.
public struct AddressFacts: Hashable, Sendable {
    /// The number of the autonomous system.
    public var system: UInt32?
    /// Who runs it.
    public var organization: String?
    /// The city.
    public var city: String?
    /// The largest part of the country, such as a state, by its code in ISO 3166-2.
    public var region: String?
    /// The country by its code in ISO 3166-1.
    public var country: String?
    /// The country by name.
    public var countryName: String?
    /// Degrees north.
    public var latitude: Double?
    /// Degrees east.
    public var longitude: Double?

    /// Nothing known.
    public init() {}

    /// Takes from another what is not known here.
    public mutating func complete(with other: AddressFacts) {
        system = system ?? other.system
        organization = organization ?? other.organization
        city = city ?? other.city
        region = region ?? other.region
        country = country ?? other.country
        countryName = countryName ?? other.countryName
        latitude = latitude ?? other.latitude
        longitude = longitude ?? other.longitude
    }
}

extension AddressFacts {
    /// What an entry says, with names in a language where it has them, else in English.
    ///
    /// The names of members are those of MaxMind's databases of systems, cities and countries; in some the system
    /// stands among the traits.
    init(_ entry: MaxMindList, language: String) {
        self.init()
        var entry = entry
        var traits = AddressFacts()
        entry.readMap { name, list in
            if name.isNamed("city") {
                list.readMap { name, list in
                    if name.isNamed("names") {
                        city = Self.name(&list, language)
                    } else {
                        list.skip()
                    }
                }
            } else if name.isNamed("country") {
                readCountry(&list, language)
            } else if name.isNamed("subdivisions") {
                readRegion(&list)
            } else if name.isNamed("location") {
                readLocation(&list)
            } else if name.isNamed("traits") {
                list.readMap { name, list in
                    if !traits.readSystem(name, &list) { list.skip() }
                }
            } else if !readSystem(name, &list) {
                list.skip()
            }
        }
        complete(with: traits)
    }

    /// Reads a member if it tells of the system.
    private mutating func readSystem(
        _ name: UnsafeRawBufferPointer, _ list: inout MaxMindList
    ) -> Bool {
        if name.isNamed("autonomous_system_number") {
            system = list.readUInt32()
        } else if name.isNamed("autonomous_system_organization") {
            organization = list.readText()
        } else {
            return false
        }
        return true
    }

    private mutating func readCountry(_ list: inout MaxMindList, _ language: String) {
        list.readMap { name, list in
            if name.isNamed("iso_code") {
                country = list.readText()
            } else if name.isNamed("names") {
                countryName = Self.name(&list, language)
            } else {
                list.skip()
            }
        }
    }

    private mutating func readRegion(_ list: inout MaxMindList) {
        list.readArray { place, list in
            guard place == 0 else { return list.skip() }
            list.readMap { name, list in
                if name.isNamed("iso_code") { region = list.readText() } else { list.skip() }
            }
        }
    }

    private mutating func readLocation(_ list: inout MaxMindList) {
        list.readMap { name, list in
            if name.isNamed("latitude") {
                latitude = list.readDouble()
            } else if name.isNamed("longitude") {
                longitude = list.readDouble()
            } else {
                list.skip()
            }
        }
    }

    /// The name in a language, else in English.
    private static func name(_ list: inout MaxMindList, _ language: String) -> String? {
        var english: String?
        var wanted: String?
        list.readMap { name, list in
            if name.elementsEqual(language.utf8) {
                wanted = list.readText()
            } else if name.isNamed("en") {
                english = list.readText()
            } else {
                list.skip()
            }
        }
        return wanted ?? english
    }
}
