//! The canonical ABI's rules for strings, written after its reference (CanonicalABI, *Loading* and *Storing*) without a
//! thought for speed.

use fuse_abi::memory::MAX_STRING_BYTE_LENGTH;
use fuse_abi::opts::StringEncoding;
use fuse_abi::trap::TrapReason;

/// Marks a `latin1+utf16` length as one of UTF-16 units.
pub const UTF16_TAG: u32 = 1 << 31;

/// A memory, and the allocator of its owner: it never frees, so that every call shows in the addresses it returns.
#[derive(Clone)]
pub struct Guest {
    pub memory: Vec<u8>,
    /// Where the next allocation goes.
    pub bump: u32,
    /// Whether `realloc` takes the old bytes along, as it should.
    pub copies: bool,
    /// The arguments of all calls.
    pub calls: Vec<[u32; 4]>,
    /// What a call, by its position, returns instead of an allocation.
    pub rogue: Option<(usize, u32)>,
}

impl Guest {
    /// Where the first allocation goes: an odd address, so that a wrong alignment is seen.
    pub const START: u32 = 4097;

    /// A guest with a memory of `size` bytes.
    pub fn new(size: usize) -> Self {
        Self {
            memory: vec![0; size],
            bump: Self::START,
            copies: true,
            calls: Vec::new(),
            rogue: None,
        }
    }

    /// `realloc`
    pub fn realloc(&mut self, old: u32, old_size: u32, align: u32, size: u32) -> u32 {
        self.calls.push([old, old_size, align, size]);
        if let Some((call, result)) = self.rogue
            && call == self.calls.len() - 1
        {
            return result;
        }
        let new = self.bump.next_multiple_of(align);
        self.bump = new + size;
        if self.copies {
            let old = old as usize;
            self.memory
                .copy_within(old..old + old_size.min(size) as usize, new as usize);
        }
        new
    }

    fn checked_realloc(
        &mut self,
        old: u32,
        old_size: u32,
        align: u32,
        size: usize,
    ) -> Result<usize, TrapReason> {
        let size = u32::try_from(size).expect("no string is that long");
        let new = self.realloc(old, old_size, align, size);
        if !new.is_multiple_of(align) {
            return Err(TrapReason::UnalignedRealloc);
        }
        if u64::from(new) + u64::from(size) > self.memory.len() as u64 {
            return Err(TrapReason::ReallocOutOfBounds);
        }
        Ok(new as usize)
    }

    fn write(&mut self, at: usize, bytes: &[u8]) {
        self.memory[at..at + bytes.len()].copy_from_slice(bytes);
    }
}

/// The units of a string, once the tag has been looked at.
#[derive(Copy, Clone, PartialEq)]
enum Units {
    Utf8,
    Utf16,
    Latin1,
}

/// Loads a string as `src`, stores it as `dst` and gives its pointer and tagged length.
pub fn transcode(
    (src, memory): (StringEncoding, &[u8]),
    (ptr, tagged): (u32, u32),
    dst: StringEncoding,
    guest: &mut Guest,
) -> Result<(u32, u32), TrapReason> {
    let (units, count) = match src {
        StringEncoding::Utf8 => (Units::Utf8, tagged),
        StringEncoding::Utf16 => (Units::Utf16, tagged),
        StringEncoding::CompactUtf16 if tagged & UTF16_TAG != 0 => {
            (Units::Utf16, tagged ^ UTF16_TAG)
        }
        StringEncoding::CompactUtf16 => (Units::Latin1, tagged),
    };
    let text = load(
        memory,
        ptr,
        count,
        units,
        if src == StringEncoding::Utf8 { 1 } else { 2 },
    )?;
    let (ptr, tagged) = store(&text, src, units, count, dst, guest)?;
    Ok((u32::try_from(ptr).expect("pointers have 32 bits"), tagged))
}

fn load(
    memory: &[u8],
    ptr: u32,
    count: u32,
    units: Units,
    align: u32,
) -> Result<String, TrapReason> {
    let length = u64::from(count) * if units == Units::Utf16 { 2 } else { 1 };
    if length > u64::from(MAX_STRING_BYTE_LENGTH) {
        return Err(TrapReason::StringTooLong);
    }
    if !ptr.is_multiple_of(align) {
        return Err(TrapReason::UnalignedString);
    }
    if u64::from(ptr) + length > memory.len() as u64 {
        return Err(TrapReason::StringOutOfBounds);
    }
    let bytes = &memory[ptr as usize..][..usize::try_from(length).expect("checked to be small")];
    match units {
        Units::Utf8 => String::from_utf8(bytes.to_vec()).map_err(|_| TrapReason::InvalidUtf8),
        Units::Utf16 => {
            let units: Vec<u16> = bytes
                .chunks(2)
                .map(|unit| u16::from_le_bytes([unit[0], unit[1]]))
                .collect();
            String::from_utf16(&units).map_err(|_| TrapReason::InvalidUtf16)
        }
        Units::Latin1 => Ok(bytes.iter().copied().map(char::from).collect()),
    }
}

type Stored = Result<(usize, u32), TrapReason>;

fn store(
    text: &str,
    src: StringEncoding,
    units: Units,
    count: u32,
    dst: StringEncoding,
    guest: &mut Guest,
) -> Stored {
    match (dst, units) {
        (StringEncoding::Utf8, Units::Utf8) => copy(text.as_bytes(), count, 1, guest),
        (StringEncoding::Utf8, Units::Utf16) => to_utf8(text, count, 3, guest),
        (StringEncoding::Utf8, Units::Latin1) => to_utf8(text, count, 2, guest),
        (StringEncoding::Utf16, Units::Utf8) => utf8_to_utf16(text, count, guest),
        (StringEncoding::Utf16, Units::Utf16 | Units::Latin1) => {
            copy(&utf16(text), count, 2, guest)
        }
        (StringEncoding::CompactUtf16, Units::Latin1) => copy(&latin1(text), count, 2, guest),
        (StringEncoding::CompactUtf16, Units::Utf16) if src == StringEncoding::CompactUtf16 => {
            probably_utf16(text, count, guest)
        }
        (StringEncoding::CompactUtf16, _) => to_latin1_or_utf16(text, count, guest),
    }
}

/// `text` in UTF-16.
pub fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// `text` in Latin-1, in which it must fit.
pub fn latin1(text: &str) -> Vec<u8> {
    text.chars()
        .map(|ch| u8::try_from(ch).expect("Latin-1"))
        .collect()
}

fn copy(encoded: &[u8], count: u32, align: u32, guest: &mut Guest) -> Stored {
    let ptr = guest.checked_realloc(0, 0, align, encoded.len())?;
    guest.write(ptr, encoded);
    Ok((ptr, count))
}

fn to_utf8(text: &str, count: u32, factor: u32, guest: &mut Guest) -> Stored {
    let worst_case = (count * factor) as usize;
    let mut ptr = guest.checked_realloc(0, 0, 1, count as usize)?;
    let Some(ascii) = text.find(|ch: char| !ch.is_ascii()) else {
        guest.write(ptr, text.as_bytes());
        return Ok((ptr, count));
    };
    guest.write(ptr, &text.as_bytes()[..ascii]);
    ptr = guest.checked_realloc(address(ptr), count, 1, worst_case)?;
    guest.write(ptr + ascii, &text.as_bytes()[ascii..]);
    if worst_case > text.len() {
        ptr = guest.checked_realloc(address(ptr), address(worst_case), 1, text.len())?;
    }
    Ok((ptr, address(text.len())))
}

fn utf8_to_utf16(text: &str, count: u32, guest: &mut Guest) -> Stored {
    let worst_case = 2 * count as usize;
    let encoded = utf16(text);
    let mut ptr = guest.checked_realloc(0, 0, 2, worst_case)?;
    guest.write(ptr, &encoded);
    if encoded.len() < worst_case {
        ptr = guest.checked_realloc(address(ptr), address(worst_case), 2, encoded.len())?;
    }
    Ok((ptr, address(encoded.len() / 2)))
}

fn to_latin1_or_utf16(text: &str, count: u32, guest: &mut Guest) -> Stored {
    let mut ptr = guest.checked_realloc(0, 0, 2, count as usize)?;
    let prefix: Vec<u8> = text.chars().map_while(|ch| u8::try_from(ch).ok()).collect();
    guest.write(ptr, &prefix);
    if prefix.len() == text.chars().count() {
        if prefix.len() < count as usize {
            ptr = guest.checked_realloc(address(ptr), count, 2, prefix.len())?;
        }
        return Ok((ptr, address(prefix.len())));
    }
    let worst_case = 2 * count as usize;
    ptr = guest.checked_realloc(address(ptr), count, 2, worst_case)?;
    for unit in (0..prefix.len()).rev() {
        let byte = guest.memory[ptr + unit];
        guest.write(ptr + 2 * unit, &[byte, 0]);
    }
    let encoded = utf16(text);
    guest.write(ptr + 2 * prefix.len(), &encoded[2 * prefix.len()..]);
    if worst_case > encoded.len() {
        ptr = guest.checked_realloc(address(ptr), address(worst_case), 2, encoded.len())?;
    }
    Ok((ptr, address(encoded.len() / 2) | UTF16_TAG))
}

fn probably_utf16(text: &str, count: u32, guest: &mut Guest) -> Stored {
    let encoded = utf16(text);
    let mut ptr = guest.checked_realloc(0, 0, 2, encoded.len())?;
    guest.write(ptr, &encoded);
    if text.chars().any(|ch| u8::try_from(ch).is_err()) {
        return Ok((ptr, count | UTF16_TAG));
    }
    guest.write(ptr, &latin1(text));
    // The reference asks for an alignment of 1 here, which would make a string that cannot be loaded again.
    ptr = guest.checked_realloc(address(ptr), address(encoded.len()), 2, count as usize)?;
    Ok((ptr, count))
}

fn address(size: usize) -> u32 {
    u32::try_from(size).expect("guest memories have 32-bit addresses")
}
