"""The layer types, a module for each family.

Remedies that they name in ``ShapeMismatch.remedy``, which :mod:`engine.model.fixes` makes into one-click repairs:

* before the layer: ``insert_flatten``, ``insert_rows`` (Rows), ``insert_patches`` (PatchEmbedding),
  ``add_channel_axis`` (Unflatten of axis 0 into 1 and the rest), ``move_before_flatten``;
* its field: ``take_what_comes`` (``field`` to ``found``), ``shrink_window`` (``field`` to ``found``), ``undilate``
  (dilation 1), ``pad_valid``, ``divide_groups`` (greatest common divisor with the channels), ``one_group``,
  ``divide_heads`` (greatest divisor of the features up to it), ``halve_padding`` (``field`` to ``expected``),
  ``no_crop`` and ``no_extra_border`` (``field`` to 0), ``nearest_axis`` and ``nearest_token`` (into the range),
  ``last_axis`` (−1), ``fit_order`` (the axes there are, the last two swapped), ``fit_sizes`` (sizes that hold as many
  numbers), ``fit_size`` (``size`` to ``expected``), ``grey_as_colour`` (``grey_to_rgb`` on),
  ``equal_shares`` (``shares`` empty);
* before a backbone: ``mix_to_colours`` (Conv2d 1×1 with 3 filters);
* the layer itself: ``use_batchnorm2d``, ``remove_layer``;
* on the branch that differs from the first one, into a merge: ``resize_branch`` (AdaptiveAvgPool2d to the height and
  width), ``project_branch`` (Conv2d 1×1 to the channels of an image, Linear to the features of the rest),
  ``flatten_branches`` (Flatten on every branch that is no vector).
"""
