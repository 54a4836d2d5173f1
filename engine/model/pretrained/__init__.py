"""Networks that have learned from ImageNet and are used as feature extractors.

:mod:`families` says what each one is and :mod:`arithmetic` what it costs, both without torch. :mod:`efficientnet_lite`
and :mod:`adapted` are the modules; their source is also what the written code of a network shows. :mod:`load` makes
the module of a layer and brings its weights.
"""
