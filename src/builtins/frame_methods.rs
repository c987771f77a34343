//! What scripts see of frame objects.

use crate::objects::args::MethodDef;
use crate::objects::slots::Slots;
use crate::objects::types::GetSetDef;

/// Slots of frames.
pub const FRAME_SLOTS: Slots = Slots::NONE;
/// Methods of frames.
pub const FRAME_METHODS: &[MethodDef] = &[];
/// Attributes of frames.
pub const FRAME_GETSET: &[GetSetDef] = &[];
